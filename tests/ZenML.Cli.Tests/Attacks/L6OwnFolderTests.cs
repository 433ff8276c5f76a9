using ZenML.Cli.Output;
using ZenML.Core.Errors;

namespace ZenML.Cli.Tests.Attacks;

/// <summary>What <c>zenml up</c> and exports write in folders where others can put files.</summary>
public sealed class L6OwnFolderTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly CliHost host = new();

    private string Config => Path.Combine(host.Folder, "config");

    public L6OwnFolderTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(UnixFileMode.OtherWrite, false)]
    [InlineData(UnixFileMode.GroupWrite, false)]
    [InlineData(UnixFileMode.OtherWrite, true)]
    public async Task L6_up_writes_no_password_or_lock_or_log_in_a_folder_where_others_can_replace_them(
        UnixFileMode others, bool hasKey)
    {
        Directory.CreateDirectory(Config);
        SetMode(Config, Private | others);
        if (hasKey)
        {
            host.Variables["ZENML_SECRETS_STORE_ENCRYPTION_KEY"] = "a key of my own, not there";
        }

        var up = await host.RunAsync("up", "--urls", "http://127.0.0.1:1");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains($"chmod 700 '{Config}'", up.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Config));
    }

    [Fact]
    public async Task L6_up_writes_nothing_in_a_folder_that_is_linked_below_one_that_others_can_write()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        var open = Directory.CreateDirectory(Path.Combine(host.Folder, "open", "inner")).FullName;
        SetMode(Path.GetDirectoryName(open)!, Private | UnixFileMode.OtherWrite);
        SetMode(open, Private);
        File.CreateSymbolicLink(Config, open);

        var up = await host.RunAsync("up", "--urls", "http://127.0.0.1:1");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("The server was not started, because its folder is not safe", up.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(open));
    }

    [Fact]
    public async Task L6_up_and_down_take_no_lock_through_a_link()
    {
        Directory.CreateDirectory(Config);
        SetMode(Config, Private);
        var target = Path.Combine(host.Folder, "target");
        File.CreateSymbolicLink(Path.Combine(Config, "zenml-dotnet.server.lock"), target);
        await File.WriteAllTextAsync(Path.Combine(Config, "zenml-dotnet.server.pid"), "1 1 end", TestContext.Current.CancellationToken);

        var runs = new[] { await host.RunAsync("up", "--urls", "http://127.0.0.1:1"), await host.RunAsync("down") };

        Assert.All(runs, run => Assert.Contains("is a link", run.Error, StringComparison.Ordinal));
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task L6_only_one_of_many_writers_of_a_new_file_succeeds_and_the_others_get_an_error()
    {
        using var start = new Barrier(8);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return PrivateFile.WriteAsync(
                    host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal()), "file", $"{writer}", overwrite: false,
                    TestContext.Current.CancellationToken).ContinueWith(
                        task => task.Exception?.InnerException, TestContext.Current.CancellationToken,
                        TaskContinuationOptions.None, TaskScheduler.Default).Result;
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        var winner = Assert.Single(Enumerable.Range(0, 8), writer => results[writer] is null);
        Assert.All(results.Where(result => result is not null), result =>
            Assert.Equal(ErrorCode.AlreadyExists, Assert.IsType<ZenException>(result).Code));
        Assert.Equal($"{winner}", await File.ReadAllTextAsync(Path.Combine(host.Folder, "file"), TestContext.Current.CancellationToken));
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
