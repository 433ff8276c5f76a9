using System.Diagnostics;

namespace ZenML.Stores.Telemetry;

/// <summary>Times one statement while someone observes the store, and does nothing else.</summary>
internal readonly struct StatementTiming : IDisposable
{
    private readonly Activity? activity;
    private readonly long started;

    private StatementTiming(Activity? activity, long started)
    {
        this.activity = activity;
        this.started = started;
    }

    /// <summary>
    /// Whether statements are timed. Off until a database is measured, so that a command that nobody observes never
    /// makes a meter.
    /// </summary>
    public static bool IsOn { get; set; }

    /// <summary>Begins.</summary>
    public static StatementTiming Start() =>
        IsOn && (StoreTelemetry.Statements.Enabled || StoreTelemetry.Source.HasListeners())
            ? new StatementTiming(StoreTelemetry.Source.StartActivity("statement", ActivityKind.Client), Stopwatch.GetTimestamp())
            : default;

    /// <summary>Ends.</summary>
    public void Dispose()
    {
        if (started != 0)
        {
            StoreTelemetry.Statements.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            activity?.Dispose();
        }
    }
}
