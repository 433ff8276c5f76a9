using ZenML.Core.Accounts.Users;
using ZenML.Core.Secrets;

namespace ZenML.Core.Access;

/// <summary>
/// What a caller can do with a secret. Everything that finds, lists, reads, resolves, changes or deletes secrets asks
/// this one place.
/// </summary>
public static class SecretAccess
{
    /// <summary>The rights of a caller on a secret; <see cref="SecretRights.None"/> if it does not exist for the caller.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="now">The time, for grants that end.</param>
    public static SecretRights Of(Caller caller, SecretInfo secret, DateTimeOffset now)
    {
        var access = caller.Access;
        if (access.Limits?.Secrets is { } only && !only.Contains(secret.Id))
        {
            return SecretRights.None;
        }

        var role = access.In(secret.Workspace.Id);
        var byRole = secret.Scope == SecretScope.User ? OfPrivate(caller, secret, role) : OfShared(caller, secret, role);
        return byRole | access.Limit(ByGrant(access.GrantedOn(secret.Id, now)), secret.Workspace.Id);
    }

    /// <summary>The rights that a grant gives.</summary>
    public static SecretRights ByGrant(SecretRight? granted) => granted switch
    {
        SecretRight.Describe => SecretRights.Describe,
        SecretRight.Read => SecretRights.Describe | SecretRights.Read,
        SecretRight.Write => SecretRights.Describe | SecretRights.Read | SecretRights.Write,
        _ => SecretRights.None,
    };

    // A private secret is its owner's, as long as the owner has a role in the workspace.
    private static SecretRights OfPrivate(Caller caller, SecretInfo secret, Role? role) => role switch
    {
        null => SecretRights.None,
        _ when !IsOwn(caller, secret) => SecretRights.None,
        Role.Viewer => SecretRights.Describe,
        _ => SecretRights.All,
    };

    // Whoever created a restricted secret keeps it, with a role that could have created it. Owners of the workspace decide
    // about it and who may read it, but do not read it themselves.
    private static SecretRights OfShared(Caller caller, SecretInfo secret, Role? role) => role switch
    {
        null => SecretRights.None,
        >= Role.Editor when !secret.IsRestricted || IsOwn(caller, secret) => SecretRights.All,
        Role.Owner => SecretRights.Describe | SecretRights.Administer,
        Role.Runner when !secret.IsRestricted => SecretRights.Describe | SecretRights.Read,
        _ => SecretRights.Describe,
    };

    // After a reset of the password, whoever is logged in may be somebody else.
    private static bool IsOwn(Caller caller, SecretInfo secret) => secret.User.Id == caller.UserId && !caller.Access.HidesOwnSecrets;
}
