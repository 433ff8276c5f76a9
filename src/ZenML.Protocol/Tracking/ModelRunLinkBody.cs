namespace ZenML.Protocol.Tracking;

/// <summary>The body of the link of a run to a version of a model.</summary>
public sealed record ModelRunLinkBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The model that the client named.</summary>
    public required Guid Model { get; init; }

    /// <summary>The version of the model.</summary>
    public required Guid ModelVersion { get; init; }

    /// <summary>The run.</summary>
    public required PipelineRunResource PipelineRun { get; init; }
}
