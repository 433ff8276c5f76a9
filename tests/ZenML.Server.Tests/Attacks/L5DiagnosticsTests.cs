using System.Globalization;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>
/// L5: what the runtime exposes of a server that runs under <c>dotnet</c>. The native executable has its own tests.
/// </summary>
public sealed class L5DiagnosticsTests
{
    [Fact]
    public async Task L5_a_server_that_runs_under_dotnet_leaves_no_diagnostics_socket()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has pipes without files.");
        using var temporary = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(("TMPDIR", temporary.Path), ("DOTNET_EnableDiagnostics", "1"));

        var process = server.Id.ToString(CultureInfo.InvariantCulture);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(temporary.Path), path => path.Contains(process, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_with_diagnostics_disabled_still_sends_metrics_and_traces_to_a_collector()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await ServerProcess.StartAsync(
            (SettingNames.TelemetryEndpoint, collector.Address), ("OTEL_SERVICE_NAME", "name-of-the-service"));
        await server.TerminateAsync();
        Assert.Equal(0, (await server.WaitAsync()).Code);

        Assert.All(
            ["http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections", "name-of-the-service", "GET /health"],
            word => Assert.Contains(word, collector.Received, StringComparison.Ordinal));
    }
}
