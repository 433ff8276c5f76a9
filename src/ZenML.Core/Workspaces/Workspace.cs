using ZenML.Core.Resources;

namespace ZenML.Core.Workspaces;

/// <summary>A namespace for secrets, components, stacks and runs.</summary>
public sealed record Workspace : IResource
{
    /// <summary>The name of the default workspace of every store. It cannot be renamed or deleted.</summary>
    public const string DefaultName = "default";

    /// <summary>The id.</summary>
    public required Id<Workspace> Id { get; init; }

    /// <summary>The name, unique in the store.</summary>
    public required string Name { get; init; }

    /// <summary>The description; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => Id;
}
