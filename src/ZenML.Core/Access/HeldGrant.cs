using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>A grant with what its secret is called.</summary>
public sealed record HeldGrant
{
    /// <summary>The grant. Its holder is the account or group of the report, or a group of the account.</summary>
    public required SecretGrant Grant { get; init; }

    /// <summary>The name of the secret.</summary>
    public required string Secret { get; init; }

    /// <summary>The scope of the secret.</summary>
    public required SecretScope Scope { get; init; }

    /// <summary>The name of the account that created the secret, and owns it if it is private.</summary>
    public required string Owner { get; init; }

    /// <summary>The name of the workspace.</summary>
    public required string Workspace { get; init; }
}
