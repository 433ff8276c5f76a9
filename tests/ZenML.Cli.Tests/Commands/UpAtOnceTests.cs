using System.Net;
using System.Net.Sockets;
using ZenML.Cli.Commands.Server;
using ZenML.Core.Errors;
using ZenML.TestKit;

namespace ZenML.Cli.Tests.Commands;

/// <summary>
/// Concurrent <c>zenml up</c> and <c>zenml down</c> commands with the real server run one after the other.
/// </summary>
public sealed class UpAtOnceTests : IAsyncLifetime
{
    private readonly CliHost host = new();
    private readonly string url = $"http://127.0.0.1:{FreePort()}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Config => Path.Combine(host.Folder, "config");

    private string StateFile => Path.Combine(Config, "zenml-dotnet.server.pid");

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "What is waited for are files as Unix has them.");
        host.Variables["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        host.Variables["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "";
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await host.RunAsync("down");
        host.Dispose();
    }

    [Fact]
    public async Task Only_one_of_several_concurrent_up_commands_starts_the_server_and_the_others_find_it()
    {
        var ups = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.RunAsync("up", "--urls", url), Token)));

        Assert.All(ups, up => Assert.Equal((0, url), (up.ExitCode, up.Out.Trim())));
        var winner = Assert.Single(ups, up => !up.Error.Contains("already running", StringComparison.Ordinal));
        var process = (await File.ReadAllTextAsync(StateFile, Token)).Split(' ')[0];
        Assert.All(
            ups.Where(up => up != winner),
            up => Assert.Contains(
                $"The server is already running at {url} (process {process}). To stop it: zenml down",
                up.Error,
                StringComparison.Ordinal));
        var connect = winner.Error
            .Split('\n')
            .Single(line => line.Contains("zenml connect", StringComparison.Ordinal))
            .Trim()
            .Split(' ')[1..];
        Assert.Equal(0, (await host.RunAsync([.. connect.Select(word => word.Trim('\''))])).ExitCode);
        await host.RunAsync("disconnect");

        var down = await host.RunAsync("down");

        Assert.Contains("The server has stopped.", down.Error, StringComparison.Ordinal);
        Assert.False(Answers());
    }

    [Fact]
    public async Task A_concurrent_down_waits_for_the_server_to_start_and_then_stops_it()
    {
        var up = Task.Run(() => host.RunAsync("up", "--urls", url), Token);
        Assert.True(SpinWait.SpinUntil(
            () => up.IsCompleted || (File.Exists(StateFile) && new FileInfo(StateFile).Length > 0), Patience.Time));

        var down = await host.RunAsync("down");

        Assert.True((await up).ExitCode == 0, (await up).Error);
        Assert.Contains("The server has stopped.", down.Error, StringComparison.Ordinal);
        Assert.False(Answers());
    }

    [Fact]
    public async Task A_command_that_waits_long_for_the_lock_says_so_and_continues_when_the_other_is_done()
    {
        var told = new TaskCompletionSource<string>();
        var first = await BackgroundServerLock.TakeAsync(new BackgroundServer(Config), _ => { }, Token);

        var second = new BackgroundServerLock(new BackgroundServer(Config)) { Silence = TimeSpan.Zero }.WaitAsync(told.SetResult, Token);
        Assert.Contains("Another 'zenml up' or 'zenml down'", await told.Task.WaitAsync(Patience.Time, Token), StringComparison.Ordinal);
        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second.WaitAsync(Patience.Time, Token)).Dispose();
    }

    [Fact]
    public async Task A_command_that_times_out_waiting_for_the_lock_reports_what_holds_it()
    {
        using var first = await BackgroundServerLock.TakeAsync(new BackgroundServer(Config), _ => { }, Token);

        var error = await Assert.ThrowsAsync<ZenException>(
            () => new BackgroundServerLock(new BackgroundServer(Config)) { Patience = TimeSpan.Zero }.WaitAsync(_ => { }, Token));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Contains(Path.Combine(Config, "zenml-dotnet.server.lock"), error.Message, StringComparison.Ordinal);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Path.Combine(
                Config, "zenml-dotnet.server.lock")));
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", new Uri(url).Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
