using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The rest of a version of an artifact.</summary>
public sealed record ArtifactVersionMetadata
{
    /// <summary>The workspace that it belongs to.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>The artifact store.</summary>
    public Guid? ArtifactStoreId { get; init; }

    /// <summary>The step that made it.</summary>
    public Guid? ProducerStepRunId { get; init; }

    /// <summary>Pictures of it.</summary>
    public IReadOnlyList<VisualizationResource> Visualizations { get; init; } = [];

    /// <summary>What was noted about it, by key.</summary>
    public OrderedDictionary<string, RunMetadataResource> RunMetadata { get; init; } = [];
}
