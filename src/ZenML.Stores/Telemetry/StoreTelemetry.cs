using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ZenML.Stores.Telemetry;

/// <summary>What can be observed of a store: how long its work takes and whether it fails. Never a statement, a name or a value.</summary>
public static class StoreTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "ZenML.Stores";

    /// <summary>The activities of units of work and of statements.</summary>
    internal static ActivitySource Source { get; } = new(Name);

    private static Meter Meter { get; } = new(Name);

    /// <summary>How long units of work take.</summary>
    internal static Histogram<double> Work { get; } =
        Meter.CreateHistogram<double>("zenml.store.work.duration", "s", "How long units of work take, waiting for others included.");

    /// <summary>How long statements take.</summary>
    internal static Histogram<double> Statements { get; } =
        Meter.CreateHistogram<double>("zenml.store.statement.duration", "s", "How long statements take, their rows included.");
}
