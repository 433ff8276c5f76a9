using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.Users;

/// <summary>An account of a user, or a service account, which programs use with API keys.</summary>
public sealed record User : IResource
{
    /// <summary>The id.</summary>
    public required Id<User> Id { get; init; }

    /// <summary>The name, unique among users and, separately, among service accounts. Users log in with it.</summary>
    public required string Name { get; init; }

    /// <summary>The full name; may be empty.</summary>
    public string FullName { get; init; } = "";

    /// <summary>Whether the account is active.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether the account is an administrator.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Whether it is a service account.</summary>
    public bool IsServiceAccount { get; init; }

    /// <summary>The description of a service account; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The email address. Visible only to the account itself.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the user agreed to receive email; null if never asked.</summary>
    public bool? EmailOptedIn { get; init; }

    /// <summary>The id of the account in another system.</summary>
    public Guid? ExternalUserId { get; init; }

    /// <summary>Metadata that clients store with the account.</summary>
    public ConfigurationMap Metadata { get; init; } = new();

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => null;
}
