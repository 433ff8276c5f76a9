using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of an entry of metadata.</summary>
public sealed record RunMetadataMetadata
{
    /// <summary>The workspace.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>The id of the resource.</summary>
    public Guid ResourceId { get; init; }

    /// <summary>The kind of the resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The stack component that recorded it.</summary>
    public Guid? StackComponentId { get; init; }
}
