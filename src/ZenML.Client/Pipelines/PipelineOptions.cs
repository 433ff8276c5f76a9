namespace ZenML.Client.Pipelines;

/// <summary>How a pipeline runs.</summary>
public sealed record PipelineOptions
{
    /// <summary>Where its log goes: the start and end of each step, and what steps write to <see cref="StepContext.Log"/>. Without it, standard error.</summary>
    public TextWriter? Log { get; init; }
}
