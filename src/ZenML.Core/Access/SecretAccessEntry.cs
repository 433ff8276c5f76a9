namespace ZenML.Core.Access;

/// <summary>Something that an account or a group can do with a secret, and one reason for it. There can be several.</summary>
public sealed record SecretAccessEntry
{
    /// <summary>The account or group.</summary>
    public required NamedHolder Holder { get; init; }

    /// <summary>What it can do for this reason.</summary>
    public required SecretRights Rights { get; init; }

    /// <summary>The reason.</summary>
    public required SecretAccessReason Reason { get; init; }

    /// <summary>The role; null for a grant.</summary>
    public Role? Role { get; init; }

    /// <summary>Whether the role is one in every workspace.</summary>
    public bool IsEverywhere { get; init; }

    /// <summary>The group that has the role or the grant, if an account has it as its member; null if it has it by itself.</summary>
    public NamedHolder? Via { get; init; }

    /// <summary>When the grant ends, UTC, to the microsecond; null for never.</summary>
    public DateTimeOffset? Until { get; init; }
}
