using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The rest of a note.</summary>
public sealed record RunMetadataMetadata
{
    /// <summary>The workspace that it belongs to.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>What it is about.</summary>
    public Guid ResourceId { get; init; }

    /// <summary>What kind of thing that is.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The component that noted it.</summary>
    public Guid? StackComponentId { get; init; }
}
