using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>A named set of accounts. Its roles and grants count for each of them.</summary>
public sealed record Group : IResource
{
    /// <summary>The id.</summary>
    public required Id<Group> Id { get; init; }

    /// <summary>The name, unique among groups.</summary>
    public required string Name { get; init; }

    /// <summary>The description; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => null;
}
