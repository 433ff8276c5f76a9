using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ZenML.SecretsStores.Requests;

/// <summary>What can be observed of the calls of a back end: which, how long and with which status. Never a name or a value.</summary>
public static class BackEndTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "ZenML.SecretsStores";

    /// <summary>The activities of requests, their repetitions included.</summary>
    internal static ActivitySource Source { get; } = new(Name);

    private static Meter Meter { get; } = new(Name);

    /// <summary>How long requests take, their repetitions included.</summary>
    internal static Histogram<double> Requests { get; } = Meter.CreateHistogram<double>(
        "zenml.secrets_store.request.duration", "s", "How long requests to the secrets store take, their repetitions included.");

    /// <summary>How often requests were repeated.</summary>
    internal static Counter<long> Repetitions { get; } = Meter.CreateCounter<long>(
        "zenml.secrets_store.request.repetitions", "{request}", "How often requests to the secrets store were repeated.");
}
