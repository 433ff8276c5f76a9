using ZenML.Core.Workspaces;

namespace ZenML.Core.Resources;

/// <summary>A stored resource with an id and a name.</summary>
public interface IResource
{
    /// <summary>The untyped id.</summary>
    Guid Uuid { get; }

    /// <summary>The name, with whatever else distinguishes it from others.</summary>
    string DisplayName { get; }

    /// <summary>The workspace whose roles decide who may change it; null for what belongs to no workspace.</summary>
    Id<Workspace>? WorkspaceId { get; }
}
