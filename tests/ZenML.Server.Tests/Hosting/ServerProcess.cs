using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZenML.Server.Configuration;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Hosting;

/// <summary>A server in its own process, as it was built with these tests, over a fresh store.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private ServerProcess(
        int port, IEnumerable<(string Name, string Value)> settings, string workingDirectory = "", params IEnumerable<string> arguments)
    {
        Port = port;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "zenml-server.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workingDirectory,
        };
        start.Environment[SettingNames.StoreUrl] = "sqlite:///" + folder.File("zenml.db");
        start.Environment[SettingNames.Urls] = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        start.Environment[SettingNames.DefaultUserPassword] = "default-pw";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public int Port { get; }

    /// <summary>The number of the process.</summary>
    public int Id => process.Id;

    /// <summary>Starts one and waits for nothing.</summary>
    public static ServerProcess Launch(params IEnumerable<(string Name, string Value)> settings) => new(FreePort(), settings);

    /// <summary>Starts the program with arguments and waits for nothing.</summary>
    public static ServerProcess LaunchWith(params IEnumerable<string> arguments) => new(FreePort(), [], "", arguments);

    /// <summary>Starts one and waits until it answers.</summary>
    public static Task<ServerProcess> StartAsync(params IEnumerable<(string Name, string Value)> settings) => StartInAsync("", settings);

    /// <summary>Starts one in a working directory and waits until it answers.</summary>
    /// <param name="workingDirectory">The folder; empty for that of the tests.</param>
    /// <param name="settings">Environment variables besides the store, the address and the password.</param>
    public static async Task<ServerProcess> StartInAsync(string workingDirectory, params IEnumerable<(string Name, string Value)> settings)
    {
        var server = new ServerProcess(FreePort(), settings, workingDirectory);
        using var client = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{server.Port.ToString(CultureInfo.InvariantCulture)}"),
        };
        await server.UntilAsync(() => IsHealthyAsync(client), "the server to be healthy");
        return server;
    }

    /// <summary>Asks it to stop, as service managers and container engines do.</summary>
    public Task TerminateAsync() => TerminateAsync(process);

    /// <summary>Asks a process to stop.</summary>
    public static async Task TerminateAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().InTimeAsync("kill to exit");
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Kills the server as a machine failure would.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits until the process exits.</summary>
    /// <returns>The exit code, and what it printed.</returns>
    public async Task<(int Code, string Output, string Errors)> WaitAsync()
    {
        await process.WaitForExitAsync().InTimeAsync("the server to exit");
        return (process.ExitCode, await output.InTimeAsync("the end of its output"), await errors.InTimeAsync("the end of its errors"));
    }

    /// <summary>Waits for a condition, as long as the process lives.</summary>
    /// <param name="condition">Whether the test can go on.</param>
    /// <param name="awaited">What the condition stands for, for the error.</param>
    public Task UntilAsync(Func<Task<bool>> condition, string awaited) => Patience.UntilAsync(
        async () =>
        {
            if (await condition())
            {
                return true;
            }

            Assert.False(process.HasExited, $"The server exited while the test waited for {awaited}.");
            return false;
        },
        awaited,
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync().InTimeAsync("the killed server to exit");
        }

        process.Dispose();
        folder.Dispose();
    }

    /// <summary>A free port.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
