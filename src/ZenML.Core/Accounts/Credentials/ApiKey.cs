using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>A key with which programs log in as a service account. The key itself is shown once, when it is made.</summary>
public sealed record ApiKey : IResource
{
    /// <summary>The identity; part of the key's text.</summary>
    public required Id<ApiKey> Id { get; init; }

    /// <summary>The name, unique within the service account.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The service account that it belongs to.</summary>
    public required Id<User> ServiceAccount { get; init; }

    /// <summary>Whether it may be used.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>For how many minutes the key before it stayed good after the last rotation.</summary>
    public long RetainPeriodMinutes { get; init; }

    /// <summary>When someone last logged in with it.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>When it was last replaced.</summary>
    public DateTimeOffset? LastRotated { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;
}
