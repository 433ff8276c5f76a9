using System.Diagnostics.Metrics;

namespace ZenML.Server.Changes;

/// <summary>The metric of programs that wait for changes of secrets.</summary>
internal sealed class WaitTelemetry : IHostedService, IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "ZenML.Server";

    private readonly Meter meter = new(Name);

    /// <summary>Measures a limit.</summary>
    public WaitTelemetry(WaitLimit limit) => meter.CreateObservableUpDownCounter(
        "zenml.server.waiting", () => limit.Total, "{program}", "How many programs wait for changes of secrets.");

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => meter.Dispose();
}
