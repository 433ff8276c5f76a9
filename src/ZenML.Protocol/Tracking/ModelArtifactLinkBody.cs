namespace ZenML.Protocol.Tracking;

/// <summary>The body of the link of an artifact version to a version of a model.</summary>
public sealed record ModelArtifactLinkBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The model that the client named.</summary>
    public required Guid Model { get; init; }

    /// <summary>The version of the model.</summary>
    public required Guid ModelVersion { get; init; }

    /// <summary>The artifact version.</summary>
    public required ArtifactVersionResource ArtifactVersion { get; init; }

    /// <summary>Whether the artifact is the model itself.</summary>
    public bool IsModelArtifact { get; init; }

    /// <summary>Whether the artifact says where the model is served.</summary>
    public bool IsDeploymentArtifact { get; init; }
}
