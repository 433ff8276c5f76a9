namespace ZenML.Protocol.Accounts;

/// <summary>What is always told of a service account.</summary>
public sealed record ServiceAccountBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whether it may be used.</summary>
    public required bool Active { get; init; }
}
