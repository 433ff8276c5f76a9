using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Models;

/// <summary>A link of a run to record; see <see cref="ModelRunLink"/>.</summary>
public sealed record NewModelRunLink : NewModelLink
{
    /// <summary>The run.</summary>
    public required Id<PipelineRun> Run { get; init; }
}
