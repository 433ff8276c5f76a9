using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// A key with which programs log in as a service account. The key itself is shown once, when it is created.
/// </summary>
public sealed record ApiKey : IResource
{
    /// <summary>The id, which is part of the key itself.</summary>
    public required Id<ApiKey> Id { get; init; }

    /// <summary>The name, unique within the service account.</summary>
    public required string Name { get; init; }

    /// <summary>The description; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The service account.</summary>
    public required Id<User> ServiceAccount { get; init; }

    /// <summary>Whether it is active.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>How many minutes the previous key stayed valid after the last rotation.</summary>
    public long RetainPeriodMinutes { get; init; }

    /// <summary>When it was last used to log in.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>When it was last rotated.</summary>
    public DateTimeOffset? LastRotated { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => null;
}
