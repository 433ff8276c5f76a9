using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of a version of a model.</summary>
public sealed record ModelVersionMetadata
{
    /// <summary>The workspace.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>What the version is.</summary>
    public string? Description { get; init; }

    /// <summary>Its metadata, by key.</summary>
    public OrderedDictionary<string, RunMetadataResource> RunMetadata { get; init; } = [];
}
