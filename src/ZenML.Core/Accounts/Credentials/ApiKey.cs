using ZenML.Core.Access;
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

    /// <summary>What it may use of the access of its service account.</summary>
    public AccessLimits Limits { get; init; } = AccessLimits.None;

    /// <summary>
    /// Whether the caller does not see the limits: they, the networks and the last address are then empty, whatever they are.
    /// </summary>
    public bool HidesLimits { get; init; }

    /// <summary>The only networks from which it can be used; empty for any.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>When it expires, with all tokens issued for it; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was last used to log in.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>When it or a token issued for it was last used, to about a minute.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The network address from which it was last used.</summary>
    public string? LastAddress { get; init; }

    /// <summary>When it was last rotated.</summary>
    public DateTimeOffset? LastRotated { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>When its current text was created.</summary>
    internal DateTimeOffset Issued => LastRotated ?? Created;

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => null;
}
