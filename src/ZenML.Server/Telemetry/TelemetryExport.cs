using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ZenML.SecretsStores.Requests;
using ZenML.Server.Changes;
using ZenML.Server.Configuration;
using ZenML.Stores.Telemetry;

namespace ZenML.Server.Telemetry;

/// <summary>Sends metrics and traces to a collector. They contain routes, statuses and durations; never a path, query, name,
/// statement or value.</summary>
internal static class TelemetryExport
{
    /// <summary>Adds telemetry if an endpoint is configured; otherwise nothing is measured.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, ServerOptions options)
    {
        if (options.TelemetryEndpoint is not { } endpoint)
        {
            return;
        }

        // The exporter reads its settings only from here.
        foreach (var (name, value) in options.Telemetry)
        {
            builder.Configuration[name] = value;
        }

        builder.Configuration[SettingNames.TelemetryEndpoint] = endpoint.OriginalString;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("zenml-server").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", StoreTelemetry.Name,
                    WaitTelemetry.Name, BackEndTelemetry.Name)
                .AddOtlpExporter())
            .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore", StoreTelemetry.Name, BackEndTelemetry.Name).AddOtlpExporter());
    }
}
