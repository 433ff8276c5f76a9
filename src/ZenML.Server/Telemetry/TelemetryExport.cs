using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using ZenML.Server.Configuration;
using ZenML.Stores.Telemetry;

namespace ZenML.Server.Telemetry;

/// <summary>Sends metrics and traces to a collector. What is sent has routes, statuses and times; never a path, a query, a name, a
/// statement or a value.</summary>
internal static class TelemetryExport
{
    /// <summary>Sends them to an address; without one nothing is measured.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, ServerOptions options)
    {
        if (options.TelemetryEndpoint is not { } endpoint)
        {
            return;
        }

        // The exporter finds its settings here and nowhere else.
        foreach (var (name, value) in options.Telemetry)
        {
            builder.Configuration[name] = value;
        }

        builder.Configuration[SettingNames.TelemetryEndpoint] = endpoint.OriginalString;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("zenml-server").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", StoreTelemetry.Name)
                .AddOtlpExporter())
            .WithTracing(traces => traces.AddSource("Microsoft.AspNetCore", StoreTelemetry.Name).AddOtlpExporter());
    }
}
