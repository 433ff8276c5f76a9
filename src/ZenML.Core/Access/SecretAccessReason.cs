namespace ZenML.Core.Access;

/// <summary>Why somebody can do something with a secret.</summary>
public enum SecretAccessReason
{
    /// <summary>The secret is private, and theirs.</summary>
    Owner,

    /// <summary>They created the secret, which is restricted.</summary>
    Creator,

    /// <summary>A role in the workspace.</summary>
    Role,

    /// <summary>The secret was shared.</summary>
    Grant,
}
