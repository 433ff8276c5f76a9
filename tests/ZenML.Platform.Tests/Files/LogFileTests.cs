using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ZenML.Platform.Files;
using ZenML.TestKit;

namespace ZenML.Platform.Tests.Files;

public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Log => folder.File("log");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_log_is_private_to_its_owner_and_an_existing_log_is_appended_to()
    {
        using (var first = LogFile.OpenToAppend(Log))
        {
            Write(first, "first\n");
        }

        using (var second = LogFile.OpenToAppend(Log))
        {
            Write(second, "second\n");
        }

        Assert.Equal("first\nsecond\n", File.ReadAllText(Log));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Log));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_log_is_not_opened_through_a_symbolic_link(bool targetExists)
    {
        var target = folder.File("precious");
        if (targetExists)
        {
            File.WriteAllText(target, "precious");
        }

        File.CreateSymbolicLink(Log, target);

        Assert.Throws<IOException>(() => LogFile.OpenToAppend(Log));
        Assert.Equal(targetExists, File.Exists(target));
    }

    [Fact]
    public async Task A_log_with_a_second_hard_link_is_not_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        File.WriteAllText(folder.File("precious"), "precious");
        await RunAsync("ln", folder.File("precious"), Log);

        Assert.Contains("hard link", Assert.Throws<IOException>(() => LogFile.OpenToAppend(Log)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_or_a_folder_in_place_of_a_log_is_not_opened_and_does_not_block()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes.");
        await RunAsync("mkfifo", Log);
        Assert.Throws<IOException>(() => LogFile.OpenToAppend(Log));

        Directory.CreateDirectory(folder.File("folder"));
        Assert.Throws<IOException>(() => LogFile.OpenToAppend(folder.File("folder")));
    }

    [Fact]
    public async Task A_log_of_another_user_is_not_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give files away.");
        File.WriteAllText(Log, "");
        await RunAsync("chown", "nobody", Log);

        Assert.Contains("another user", Assert.Throws<IOException>(() => LogFile.OpenToAppend(Log)).Message, StringComparison.Ordinal);
    }

    private static void Write(SafeFileHandle file, string text)
    {
        using var stream = new FileStream(file, FileAccess.Write, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync($"{program} to exit");
    }
}
