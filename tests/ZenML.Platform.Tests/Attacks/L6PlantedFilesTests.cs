using System.Diagnostics;
using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Attacks;

/// <summary>Links and pipes planted where a program locks or reads a file.</summary>
public sealed class L6PlantedFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Lock => folder.File("x.lock");

    public L6PlantedFilesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void L6_a_lock_is_never_created_or_taken_through_a_link(bool exists)
    {
        var target = folder.File("target");
        if (exists)
        {
            File.WriteAllText(target, "before");
        }

        File.CreateSymbolicLink(Lock, target);

        Assert.Contains("is a link", Assert.Throws<IOException>(() => LockFile.Open(Lock)).Message, StringComparison.Ordinal);
        Assert.Equal(exists, File.Exists(target));
        Assert.Equal("before", exists ? File.ReadAllText(target) : "before");
    }

    [Fact]
    public async Task L6_a_pipe_in_place_of_a_file_is_an_error_and_does_not_block()
    {
        using var made = Process.Start("mkfifo", [Lock]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("mkfifo to exit");

        Assert.Throws<IOException>(() => LockFile.Open(Lock));
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        Assert.Contains("not a regular file", Assert.Throws<IOException>(() => PrivateFiles.Read(Lock)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_has_one_holder_and_can_be_taken_again_after_it_is_released()
    {
        using (LockFile.Open(Lock))
        {
            Assert.Throws<IOException>(() => LockFile.Open(Lock));
        }

        LockFile.Open(Lock).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Lock));
        }
    }
}
