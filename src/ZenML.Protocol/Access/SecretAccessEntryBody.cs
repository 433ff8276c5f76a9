namespace ZenML.Protocol.Access;

/// <summary>What an account or a group can do with a secret, and one reason for it.</summary>
public sealed record SecretAccessEntryBody
{
    /// <summary>The account or group.</summary>
    public required HolderResource Holder { get; init; }

    /// <summary>What it can do: <c>describe</c>, <c>read</c>, <c>write</c>, <c>administer</c>.</summary>
    public required IReadOnlyList<string> Rights { get; init; }

    /// <summary>The reason: <c>owner</c>, <c>creator</c>, <c>role</c> or <c>grant</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The role; null for a grant.</summary>
    public string? Role { get; init; }

    /// <summary>Whether the role is one in every workspace.</summary>
    public required bool AllWorkspaces { get; init; }

    /// <summary>The group that has the role or the grant; null if the account has it by itself.</summary>
    public HolderResource? Via { get; init; }

    /// <summary>When the grant ends; null for never.</summary>
    public DateTimeOffset? Until { get; init; }
}
