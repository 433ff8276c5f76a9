namespace ZenML.Protocol.Extensions;

/// <summary>Which identity tokens a service account trusts, as it travels.</summary>
public sealed record TrustResource
{
    /// <summary>The identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the service account.</summary>
    public required Guid ServiceAccount { get; init; }

    /// <summary>The address of the issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>The pattern of subjects.</summary>
    public required string Subject { get; init; }

    /// <summary>The audience.</summary>
    public required string Audience { get; init; }

    /// <summary>The patterns of further claims.</summary>
    public required IReadOnlyDictionary<string, string> Claims { get; init; }

    /// <summary>Whether one token can be exchanged more than once.</summary>
    public required bool Reusable { get; init; }

    /// <summary>The highest role; null for that of the account.</summary>
    public string? Role { get; init; }

    /// <summary>The id of the only workspace; null for all of the account.</summary>
    public Guid? Workspace { get; init; }

    /// <summary>The name of that workspace; null if it was deleted.</summary>
    public string? WorkspaceName { get; init; }

    /// <summary>The id of the account that created it.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>The name of that account at the time.</summary>
    public required string CreatedByName { get; init; }

    /// <summary>When a token was last exchanged because of it.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }
}
