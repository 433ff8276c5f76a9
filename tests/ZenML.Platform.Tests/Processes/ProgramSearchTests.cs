using ZenML.Platform.Processes;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Processes;

public sealed class ProgramSearchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_executable_file_on_the_path_is_found()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows searches itself.");
        Make("a/tool", UnixFileMode.UserRead);
        Make("b/tool", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Make("c/tool", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(Path.Combine(folder.Path, "b/tool"), ProgramSearch.Find("tool", "/nowhere:a:b:c", folder.Path));
        Assert.Equal(Path.Combine(folder.Path, "c/tool"), ProgramSearch.Find("c/tool", "a", folder.Path));
    }

    [Fact]
    public void What_is_missing_and_what_is_not_executable_differ()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows searches itself.");
        Make("a/tool", UnixFileMode.UserRead);

        Assert.Equal(StartFailure.NotExecutable, Fail("tool"));
        Assert.Equal(StartFailure.NotExecutable, Fail("a/tool"));
        Assert.Equal(StartFailure.NotExecutable, Fail("./a"));
        Assert.Equal(StartFailure.NotFound, Fail("other"));
        Assert.Equal(StartFailure.NotFound, Fail("a/other"));
        Assert.Equal(StartFailure.NotFound, Fail(""));
    }

    private StartFailure Fail(string name) =>
        Assert.Throws<StartException>(() => ProgramSearch.Find(name, "a", folder.Path)).Failure;

    private void Make(string name, UnixFileMode mode)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
