using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Access;

/// <summary>An account or a group with its name.</summary>
/// <param name="Holder">The account or group.</param>
/// <param name="Name">The name.</param>
/// <param name="IsServiceAccount">Whether it is a service account.</param>
public sealed record NamedHolder(AccessHolder Holder, string Name, bool IsServiceAccount)
{
    /// <summary>What the name of a group begins with where it could be an account.</summary>
    public const string GroupPrefix = "group:";

    /// <summary>What the name of a service account begins with where it could be a user.</summary>
    public const string ServiceAccountPrefix = "service-account:";

    /// <summary>What the name of a user can begin with, and does if it would be taken for something else.</summary>
    public const string UserPrefix = "user:";

    private static readonly string[] Prefixes = [GroupPrefix, ServiceAccountPrefix, UserPrefix];

    /// <summary>What it is.</summary>
    public NamedHolderKind Kind => Holder.Kind == AccessHolderKind.Group ? NamedHolderKind.Group
        : IsServiceAccount ? NamedHolderKind.ServiceAccount
        : NamedHolderKind.User;

    /// <summary>The name as it is typed and shown: <c>ada</c>, <c>service-account:ci</c> or <c>group:ops</c>.</summary>
    public string Text => Kind switch
    {
        NamedHolderKind.Group => GroupPrefix + Name,
        NamedHolderKind.ServiceAccount => ServiceAccountPrefix + Name,
        _ when Prefixes.Any(prefix => Name.StartsWith(prefix, StringComparison.Ordinal)) => UserPrefix + Name,
        _ => Name,
    };

    /// <summary>An account as a holder.</summary>
    public static NamedHolder Of(User account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new(AccessHolder.Of(account.Id), account.Name, account.IsServiceAccount);
    }

    /// <summary>A group as a holder.</summary>
    public static NamedHolder Of(Group group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new(AccessHolder.Of(group.Id), group.Name, IsServiceAccount: false);
    }

    /// <summary>Who has a role.</summary>
    public static NamedHolder Of(RoleBinding role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return new(role.Holder, role.HolderName, role.IsServiceAccount);
    }

    /// <summary>Who has a grant.</summary>
    public static NamedHolder Of(SecretGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return new(grant.Holder, grant.HolderName, grant.IsServiceAccount);
    }
}
