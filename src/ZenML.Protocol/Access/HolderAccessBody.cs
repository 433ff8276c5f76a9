namespace ZenML.Protocol.Access;

/// <summary>All roles, groups and grants of an account or a group.</summary>
public sealed record HolderAccessBody
{
    /// <summary>The account or group.</summary>
    public required HolderResource Holder { get; init; }

    /// <summary>Whether it is an administrator.</summary>
    public required bool IsAdmin { get; init; }

    /// <summary>The groups of an account.</summary>
    public required IReadOnlyList<HolderResource> Groups { get; init; }

    /// <summary>Its roles, and those of its groups.</summary>
    public required IReadOnlyList<RoleResource> Roles { get; init; }

    /// <summary>The secrets that are shared with it or its groups now.</summary>
    public required IReadOnlyList<HeldGrantBody> Grants { get; init; }
}
