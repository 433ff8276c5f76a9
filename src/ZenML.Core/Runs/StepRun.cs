namespace ZenML.Core.Runs;

/// <summary>What became of one step of a run.</summary>
public sealed record StepRun
{
    /// <summary>The name of the step.</summary>
    public required string Name { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it started, UTC; null if it has not.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, UTC; null if it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The kind of error that ended it, never its message: messages can carry values.</summary>
    public string? Error { get; init; }
}
