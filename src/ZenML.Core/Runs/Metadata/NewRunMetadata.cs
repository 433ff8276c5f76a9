using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Metadata;

/// <summary>Metadata to record for one run, step or artifact version; see <see cref="RunMetadata"/>.</summary>
public sealed record NewRunMetadata
{
    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The kind of resource that the metadata belongs to.</summary>
    public required MetadataSubject Subject { get; init; }

    /// <summary>The resource.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The stack component that recorded it.</summary>
    public Id<Component>? StackComponent { get; init; }

    /// <summary>The entries: key, value and the type of the value in the client's language.</summary>
    public required IReadOnlyList<(string Key, OpaqueJson Value, string Type)> Entries { get; init; }
}
