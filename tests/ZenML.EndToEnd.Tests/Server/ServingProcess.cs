using System.Diagnostics;
using System.Globalization;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Server;

/// <summary><c>zenml serve</c> while it runs.</summary>
internal sealed class ServingProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private ServingProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The id of the process.</summary>
    public int Id => process.Id;

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ServingProcess> StartAsync(Zenml zenml, string url)
    {
        var server = new ServingProcess(zenml.Start("serve", "--urls", url));
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(url) };
        await Patience.UntilAsync(
            async () =>
            {
                Assert.False(server.process.HasExited, $"The server exited: {await EndOfAsync(server)}");
                return await IsHealthyAsync(client, TestContext.Current.CancellationToken);
            },
            "the server to be healthy",
            TestContext.Current.CancellationToken);

        return server;
    }

    /// <summary>Asks it to stop, as service managers and container engines do, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("TERM");
        await process.WaitForExitAsync().InTimeAsync("zenml serve to exit");
        return process.ExitCode;
    }

    /// <summary>Stops it.</summary>
    /// <returns>What it logged.</returns>
    public async Task<string> StopAsync()
    {
        Assert.Equal(0, await TerminateAsync());
        return await output.InTimeAsync("the end of its output") + await errors.InTimeAsync("the end of its errors");
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().InTimeAsync("kill to exit");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().InTimeAsync("the killed server to exit");
        }

        process.Dispose();
    }

    private static async Task<string> EndOfAsync(ServingProcess server) =>
        server.process.HasExited ? await server.output + await server.errors : "";

    private static async Task<bool> IsHealthyAsync(HttpClient client, CancellationToken limit)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), limit);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
