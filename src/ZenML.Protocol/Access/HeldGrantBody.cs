namespace ZenML.Protocol.Access;

/// <summary>A grant with what its secret is called.</summary>
public sealed record HeldGrantBody
{
    /// <summary>The grant.</summary>
    public required SecretGrantResource Grant { get; init; }

    /// <summary>The name of the secret.</summary>
    public required string Secret { get; init; }

    /// <summary>The scope of the secret.</summary>
    public required string Scope { get; init; }

    /// <summary>The name of the account that created the secret.</summary>
    public required string Owner { get; init; }

    /// <summary>The name of the workspace.</summary>
    public required string Workspace { get; init; }
}
