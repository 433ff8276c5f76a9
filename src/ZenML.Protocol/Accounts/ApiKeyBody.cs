namespace ZenML.Protocol.Accounts;

/// <summary>What is always told of an API key.</summary>
public sealed record ApiKeyBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The key itself; told once, when it is made or replaced.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it may be used.</summary>
    public required bool Active { get; init; }

    /// <summary>The service account that it belongs to.</summary>
    public required ServiceAccountResource ServiceAccount { get; init; }
}
