using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Metadata;

/// <summary>One entry of metadata of a run, a step or an artifact version.</summary>
public sealed record RunMetadata : IResource
{
    /// <summary>The identity.</summary>
    public required Id<RunMetadata> Id { get; init; }

    /// <summary>The kind of resource that it belongs to.</summary>
    public required MetadataSubject Subject { get; init; }

    /// <summary>The resource.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The stack component that recorded it.</summary>
    public Id<Component>? StackComponent { get; init; }

    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>The value.</summary>
    public required OpaqueJson Value { get; init; }

    /// <summary>The type of the value in the client's language, for example <c>StorageSize</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The owner.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When the record was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Key;

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
