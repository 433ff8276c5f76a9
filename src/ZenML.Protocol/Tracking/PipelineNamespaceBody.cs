namespace ZenML.Protocol.Tracking;

/// <summary>The body of the name of a pipeline.</summary>
public sealed record PipelineNamespaceBody
{
    /// <summary>The newest run of any version of the pipeline; null if there is none.</summary>
    public Guid? LatestRunId { get; init; }

    /// <summary>The status of that run.</summary>
    public string? LatestRunStatus { get; init; }
}
