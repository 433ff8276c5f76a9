namespace ZenML.Protocol.Extensions;

/// <summary>A valid access token, without its text.</summary>
public sealed record IssuedTokenResource
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The id of the account.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The name of the account.</summary>
    public required string Account { get; init; }

    /// <summary>How the session was opened: <c>password</c>, <c>api_key</c>, <c>device</c>, <c>workload</c> or <c>sso</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Whether it was issued for a program, from the token of a login.</summary>
    public required bool Derived { get; init; }

    /// <summary>The id of the API key; null for none.</summary>
    public Guid? ApiKeyId { get; init; }

    /// <summary>The name of the API key; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The id of the trust; null for none.</summary>
    public Guid? TrustId { get; init; }

    /// <summary>The name of the trust; null for none.</summary>
    public string? Trust { get; init; }

    /// <summary>The id of the device; null for none.</summary>
    public Guid? DeviceId { get; init; }

    /// <summary>The name of the host of the device; null if unknown.</summary>
    public string? Hostname { get; init; }

    /// <summary>The pipeline that it was issued for; null for none.</summary>
    public Guid? PipelineId { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it expires.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was last used, to about a minute.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The network address from which it was last used, or else issued.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it is the token of the request.</summary>
    public required bool Current { get; init; }
}
