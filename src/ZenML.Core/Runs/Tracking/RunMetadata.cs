using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>One thing that a client noted about a run, a step or an artifact version.</summary>
public sealed record RunMetadata : IResource
{
    /// <summary>The identity.</summary>
    public required Id<RunMetadata> Id { get; init; }

    /// <summary>What kind of thing it is about.</summary>
    public required MetadataSubject Subject { get; init; }

    /// <summary>The thing that it is about.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The stack component that noted it.</summary>
    public Id<Component>? StackComponent { get; init; }

    /// <summary>What was noted.</summary>
    public required string Key { get; init; }

    /// <summary>The value.</summary>
    public required OpaqueJson Value { get; init; }

    /// <summary>What the value is in the client's language, for example <c>StorageSize</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The workspace that it belongs to.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that noted it.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When it was noted, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Key;
}
