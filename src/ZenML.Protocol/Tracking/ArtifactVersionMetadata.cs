using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of a version of an artifact.</summary>
public sealed record ArtifactVersionMetadata
{
    /// <summary>The workspace.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>The artifact store.</summary>
    public Guid? ArtifactStoreId { get; init; }

    /// <summary>The step that produced it.</summary>
    public Guid? ProducerStepRunId { get; init; }

    /// <summary>Visualizations.</summary>
    public IReadOnlyList<VisualizationResource> Visualizations { get; init; } = [];

    /// <summary>Its metadata, by key.</summary>
    public OrderedDictionary<string, RunMetadataResource> RunMetadata { get; init; } = [];
}
