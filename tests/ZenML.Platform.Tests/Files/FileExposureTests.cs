using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Files;

public sealed class FileExposureTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const uint User = 1000;
    private const uint Other = 1001;

    [Theory]
    [InlineData(0u, false, false)]
    [InlineData((uint)UnixFileMode.GroupRead, true, false)]
    [InlineData((uint)UnixFileMode.OtherRead, true, false)]
    [InlineData((uint)UnixFileMode.GroupWrite, false, true)]
    [InlineData((uint)UnixFileMode.OtherWrite, false, true)]
    [InlineData((uint)(UnixFileMode.OtherRead | UnixFileMode.GroupWrite), true, true)]
    [InlineData((uint)(UnixFileMode.GroupExecute | UnixFileMode.OtherExecute), false, false)]
    public void The_mode_of_a_file_of_this_user_determines_what_others_can_do_with_it(uint others, bool canBeRead, bool canBeChanged) =>
        Assert.Equal(new FileExposure(canBeRead, canBeChanged, null), FileExposure.Of(Private | (UnixFileMode)others, User, User));

    [Fact]
    public void A_file_of_another_user_is_exposed_to_that_user_whatever_its_mode_is() =>
        Assert.Equal(new FileExposure(false, false, Other), FileExposure.Of(Private, Other, User));

    [Fact]
    public void A_file_of_another_user_is_exposed_to_that_user_even_when_root_uses_it() =>
        Assert.Equal(new FileExposure(false, false, Other), FileExposure.Of(Private, Other, FileExposure.Root));

    [Theory]
    [InlineData((uint)UnixFileMode.GroupRead, false, false)]
    [InlineData((uint)UnixFileMode.OtherRead, true, false)]
    [InlineData((uint)UnixFileMode.GroupWrite, false, true)]
    public void A_file_of_root_can_be_readable_for_its_group(uint others, bool canBeRead, bool canBeChanged) =>
        Assert.Equal(
            new FileExposure(canBeRead, canBeChanged, null), FileExposure.Of(Private | (UnixFileMode)others, FileExposure.Root, User));

    [Fact]
    public void A_path_that_does_not_exist_is_not_exposed()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(default, FileExposure.Of(folder.File("missing")));
        Assert.Null(ExposureWarnings.DescribeSecret(folder.File("missing")));
    }

    [Fact]
    public void The_mode_of_a_link_is_the_mode_of_its_target()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var folder = new TemporaryFolder();
        using (PrivateFiles.Open(folder.File("secret"), FileMode.CreateNew, FileShare.None))
        {
            File.CreateSymbolicLink(folder.File("link"), folder.File("secret"));
        }

        Assert.Equal(default, FileExposure.Of(folder.File("link")));
    }

    [Theory]
    [InlineData((uint)(UnixFileMode.GroupRead | UnixFileMode.GroupWrite), "can read and change", "chmod 600")]
    [InlineData((uint)UnixFileMode.OtherRead, "can read", "chmod 600")]
    [InlineData((uint)UnixFileMode.OtherWrite, "can change", "chmod 600")]
    public void A_warning_about_a_secret_file_says_what_others_can_do_and_how_to_fix_it(uint others, string deed, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var folder = new TemporaryFolder();
        var file = folder.File("secret");
        File.WriteAllText(file, "");
        SetMode(file, Private | (UnixFileMode)others);
        var warnings = new List<string>();

        ExposureWarnings.CheckSecret(file, warnings.Add);
        ExposureWarnings.CheckSecret(file, warnings.Add);

        Assert.Equal([$"Other users of this machine {deed} '{file}'. To prevent that, run: {command} '{file}'"], warnings);
    }

    [Fact]
    public void A_file_without_secrets_can_be_readable_for_everyone_but_writable_only_for_its_owner()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var folder = new TemporaryFolder();
        var file = folder.File("certificate");
        File.WriteAllText(file, "");
        SetMode(file, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Null(ExposureWarnings.DescribeTrusted(file));

        SetMode(file, Private | UnixFileMode.OtherWrite);
        Assert.Equal(
            $"Other users of this machine can change '{file}'. To prevent that, run: chmod go-w '{file}'",
            ExposureWarnings.DescribeTrusted(file));
    }

    [Fact]
    public void A_file_is_private_only_if_it_exists_and_nobody_else_can_read_or_change_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var folder = new TemporaryFolder();
        var file = folder.File("secret");
        Assert.False(PrivateFiles.IsPrivate(file));

        PrivateFiles.Replace(file, "text"u8);
        Assert.True(PrivateFiles.IsPrivate(file));

        SetMode(file, Private | UnixFileMode.GroupRead);
        Assert.False(PrivateFiles.IsPrivate(file));
    }

    private static void SetMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }
}
