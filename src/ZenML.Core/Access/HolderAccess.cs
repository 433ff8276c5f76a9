namespace ZenML.Core.Access;

/// <summary>All roles, groups and grants of an account or a group.</summary>
public sealed record HolderAccess
{
    /// <summary>The account or group.</summary>
    public required NamedHolder Holder { get; init; }

    /// <summary>Whether it is an administrator.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>The groups of an account, by name.</summary>
    public IReadOnlyList<NamedHolder> Groups { get; init; } = [];

    /// <summary>Its roles, those of its groups after its own.</summary>
    public required IReadOnlyList<RoleBinding> Roles { get; init; }

    /// <summary>The secrets that are shared with it now, those of its groups after its own.</summary>
    public required IReadOnlyList<HeldGrant> Grants { get; init; }
}
