using System.Diagnostics;
using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Attacks;

/// <summary>
/// A folder where others can replace files, reached through links that hide it from a check of the path as written.
/// </summary>
public sealed class L6LinkedPlacesTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = Private | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder top = new();

    private string Safe => top.File("safe");

    private string Open => top.File("open");

    public L6LinkedPlacesTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        foreach (var folder in new[] { "safe", "safe/own", "open", "open/inner", "open/inner/deep" })
        {
            PrivateFiles.CreateFolder(top.File(folder));
        }

        Write("safe/own/file");
        Write("open/file");
        Write("open/inner/file");
        SetMode(Open, Everybody);
    }

    public void Dispose() => top.Dispose();

    [Theory]
    [InlineData("open/inner")]
    [InlineData("../open/inner/deep")]
    [InlineData("./../safe/.././open/inner")]
    public void L6_a_link_to_a_folder_does_not_hide_that_others_can_replace_a_parent_folder_of_the_link(string target)
    {
        Link("safe/link", target.StartsWith('.') ? target : top.File(target));

        AssertRefused(PrivateFolder.Describe(Path.Combine(Safe, "link")));
        AssertRefused(PrivateFolder.Describe(Path.Combine(Safe, "link", "new")));
        AssertRefused(PrivateFolder.DescribePlace(Path.Combine(Safe, "link", "file")));
    }

    [Fact]
    public void L6_a_chain_of_links_that_others_can_replace_is_rejected_although_it_ends_in_a_private_folder()
    {
        Link("open/mid", Path.Combine(Safe, "own"));
        Link("safe/link", "../open/mid");
        Link("safe/longer", "link");

        AssertRefused(PrivateFolder.Describe(Path.Combine(Safe, "longer")));
        AssertRefused(PrivateFolder.DescribePlace(Path.Combine(Safe, "longer", "file")));
    }

    [Fact]
    public void L6_a_path_through_an_open_folder_and_back_is_rejected()
    {
        Link("safe/link", Path.Combine(Open, "inner", "..", "..", "safe", "own"));

        AssertRefused(PrivateFolder.Describe(Path.Combine(Safe, "link")));
    }

    [Theory]
    [InlineData("open/file")]
    [InlineData("open/inner/file")]
    [InlineData("open/none-yet")]
    public void L6_a_file_that_is_a_link_is_judged_by_the_folders_of_its_target(string target)
    {
        Link("safe/file", top.File(target));

        Assert.Null(PrivateFolder.Describe(Safe));
        Assert.Contains($"'{Open}'", PrivateFolder.DescribeTarget(Path.Combine(Safe, "file")), StringComparison.Ordinal);
        AssertRefused(PrivateFolder.DescribePlace(Path.Combine(Safe, "file")));
    }

    [Fact]
    public void L6_a_link_to_a_file_in_a_group_writable_folder_is_rejected()
    {
        SetMode(Open, Private | UnixFileMode.GroupWrite);
        Link("safe/file", top.File("open/file"));

        Assert.Contains($"chmod 700 '{Open}'", PrivateFolder.DescribeTarget(Path.Combine(Safe, "file")), StringComparison.Ordinal);
    }

    [Fact]
    public void L6_circular_links_do_not_cause_an_endless_loop()
    {
        Link("safe/a", "b");
        Link("safe/b", "a");

        Assert.Null(PrivateFolder.DescribePlace(Path.Combine(Safe, "a", "file")));
    }

    [Fact]
    public async Task L6_a_link_or_an_entry_of_another_user_in_a_sticky_folder_is_rejected()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give files away.");
        SetMode(Open, Everybody | UnixFileMode.StickyBit);
        Link("open/mid", Path.Combine(Safe, "own"));
        Link("safe/theirs", "own");
        using var chown = Process.Start("chown", ["-h", "nobody", top.File("open/mid"), top.File("safe/theirs"), top.File("open/file")]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("chown to exit");

        Assert.Contains("is a link of another user", PrivateFolder.Describe(top.File("safe/theirs")), StringComparison.Ordinal);
        Assert.Contains("is a link of another user", PrivateFolder.Describe(top.File("open/mid")), StringComparison.Ordinal);
        AssertRefused(PrivateFolder.DescribePlace(top.File("open/file")));
    }

    [Fact]
    public void Links_of_the_user_between_private_folders_and_entries_in_a_sticky_folder_are_accepted()
    {
        Link("safe/link", "own");
        Link("safe/file", "link/file");
        Link("safe/dangling", "own/none-yet");
        SetMode(Open, Everybody | UnixFileMode.StickyBit);
        Link("safe/mounted", top.File("open/file"));

        Assert.Null(PrivateFolder.Describe(Path.Combine(Safe, "link")));
        Assert.Null(PrivateFolder.DescribePlace(Path.Combine(Safe, "link", "file")));
        Assert.All(["file", "dangling", "mounted", "none"], name => Assert.Null(PrivateFolder.DescribeTarget(Path.Combine(Safe, name))));
        Assert.Equal(Path.Combine(Safe, "own"), PrivateFolder.FindTargetFolder(Path.Combine(Safe, "file")));
    }

    private void AssertRefused(string? description) =>
        Assert.Contains($"because they can rename what is in '{Open}'", description, StringComparison.Ordinal);

    private void Link(string name, string target) => File.CreateSymbolicLink(top.File(name), target);

    private void Write(string name) => File.WriteAllText(top.File(name), "x");

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
