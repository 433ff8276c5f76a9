using ZenML.Pipelines.Orchestrators;

namespace ZenML.Pipelines;

/// <summary>How a pipeline runs.</summary>
public sealed record PipelineOptions
{
    /// <summary>
    /// Where its log goes: the start and end of each step, and what steps write to <see cref="StepContext.Log"/>. The default is standard
    /// error.
    /// </summary>
    public TextWriter? Log { get; init; }

    /// <summary>
    /// Orchestrators of your own, for stacks whose orchestrator has their flavor. They take precedence over the built-in one, which has the
    /// flavor <c>local</c>.
    /// </summary>
    public IReadOnlyList<IOrchestrator> Orchestrators { get; init; } = [];
}
