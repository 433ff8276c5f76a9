namespace ZenML.Protocol.Access;

/// <summary>A role that was granted.</summary>
public sealed record GrantedRoleResource
{
    /// <summary>The role as it is now.</summary>
    public required RoleResource Role { get; init; }

    /// <summary>The role that it replaces; null for none.</summary>
    public string? Before { get; init; }

    /// <summary>A higher role that counts instead; null for none.</summary>
    public RoleResource? Higher { get; init; }
}
