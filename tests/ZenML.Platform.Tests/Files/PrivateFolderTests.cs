using System.Diagnostics;
using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Files;

public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder above = new();

    private string Folder { get; }

    public PrivateFolderTests()
    {
        Folder = above.File("zenml");
        PrivateFiles.CreateFolder(Folder);
    }

    public void Dispose() => above.Dispose();

    [Fact]
    public void A_newly_created_folder_is_accepted() => Assert.Null(PrivateFolder.Describe(Folder));

    [Fact]
    public void A_folder_that_others_can_list_is_accepted()
    {
        SetMode(Folder, Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        Assert.Null(PrivateFolder.Describe(Folder));
    }

    [Theory]
    [InlineData((uint)UnixFileMode.GroupWrite)]
    [InlineData((uint)UnixFileMode.OtherWrite)]
    [InlineData((uint)(UnixFileMode.OtherWrite | UnixFileMode.StickyBit))]
    public void A_folder_that_others_can_write_is_reported_with_the_command_that_fixes_it(uint others)
    {
        SetMode(Folder, Private | (UnixFileMode)others);

        Assert.Equal(
            $"Other users of this machine can replace files in the folder '{Folder}'. To prevent that, run: chmod 700 '{Folder}'",
            PrivateFolder.Describe(Folder));
    }

    [Fact]
    public void A_folder_that_others_can_rename_in_its_parent_is_reported()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        SetMode(above.Path, Private | UnixFileMode.OtherWrite);

        Assert.Contains($"because they can rename what is in '{above.Path}'", PrivateFolder.Describe(Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_below_a_sticky_folder_or_below_one_of_the_group_of_the_user_is_accepted()
    {
        SetMode(above.Path, Private | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite | UnixFileMode.StickyBit);
        Assert.Null(PrivateFolder.Describe(Folder));

        SetMode(above.Path, Private | UnixFileMode.GroupWrite);
        Assert.Null(PrivateFolder.Describe(Folder));
    }

    [Fact]
    public async Task A_folder_of_another_user_and_a_folder_below_it_are_reported()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give folders away.");
        using var chown = Process.Start("chown", ["nobody", Folder]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("chown to exit");
        var below = Path.Combine(Folder, "below");
        PrivateFiles.CreateFolder(below);

        Assert.NotNull(PrivateFolder.FindForeignOwner(Folder));
        Assert.Contains("belongs to another user", PrivateFolder.Describe(Folder), StringComparison.Ordinal);
        Assert.Contains($"can replace '{below}'", PrivateFolder.Describe(below), StringComparison.Ordinal);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
