using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Accounts.Users;

/// <summary>An account: a person's, or a service account, which programs use through API keys.</summary>
public sealed record User : IResource
{
    /// <summary>The identity.</summary>
    public required Id<User> Id { get; init; }

    /// <summary>The name, unique among persons' accounts and, separately, among service accounts. Persons log in with it.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people; may be empty.</summary>
    public string FullName { get; init; } = "";

    /// <summary>Whether the account may be used.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether the account administers the store.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Whether it is a service account.</summary>
    public bool IsServiceAccount { get; init; }

    /// <summary>What a service account is for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The mail address. Only for the account's own eyes.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the person wants mail; null if never asked.</summary>
    public bool? EmailOptedIn { get; init; }

    /// <summary>The id of the account in another system.</summary>
    public Guid? ExternalUserId { get; init; }

    /// <summary>What clients keep with the account.</summary>
    public ConfigurationMap Metadata { get; init; } = new();

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;
}
