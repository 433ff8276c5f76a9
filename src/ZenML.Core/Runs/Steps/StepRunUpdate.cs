using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;

namespace ZenML.Core.Runs.Steps;

/// <summary>A change of a step. Properties that are null are not changed; artifacts are added to those of the step.</summary>
public sealed record StepRunUpdate
{
    /// <summary>The status.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>More artifacts that it loaded.</summary>
    public IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> Inputs { get; init; } = [];

    /// <summary>More artifacts that it produced.</summary>
    public IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> Outputs { get; init; } = [];
}
