using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Things to be noted about one run, step or artifact version; see <see cref="RunMetadata"/>.</summary>
public sealed record NewRunMetadata
{
    /// <summary>The workspace that they will belong to.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; it must be the caller.</summary>
    public required Id<User> User { get; init; }

    /// <summary>What kind of thing they are about.</summary>
    public required MetadataSubject Subject { get; init; }

    /// <summary>The thing that they are about.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The stack component that notes them.</summary>
    public Id<Component>? StackComponent { get; init; }

    /// <summary>What is noted: key, value and what the value is in the client's language.</summary>
    public required IReadOnlyList<(string Key, OpaqueJson Value, string Type)> Entries { get; init; }
}
