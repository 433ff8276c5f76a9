using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A change of a step. What is null stays; artifacts are added to those that the step has.</summary>
public sealed record TrackedStepUpdate
{
    /// <summary>How far it is.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What it took besides.</summary>
    public IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> Inputs { get; init; } = [];

    /// <summary>What it made besides.</summary>
    public IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> Outputs { get; init; } = [];
}
