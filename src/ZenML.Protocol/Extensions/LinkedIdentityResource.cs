namespace ZenML.Protocol.Extensions;

/// <summary>The person at an identity provider to whom an account belongs.</summary>
public sealed record LinkedIdentityResource
{
    /// <summary>The id of the account.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The name of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The address of the provider.</summary>
    public required string Issuer { get; init; }

    /// <summary>The id of the person there.</summary>
    public required string Subject { get; init; }

    /// <summary>The name of the administrator who linked it; null if it was linked at a login.</summary>
    public string? LinkedBy { get; init; }

    /// <summary>When the person last logged in; null if not yet.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>When it was linked.</summary>
    public required DateTimeOffset Created { get; init; }
}
