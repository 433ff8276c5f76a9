using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts;

/// <summary>
/// All permissions that are not a matter of roles and grants (see <see cref="Access.RequiredRole"/> and
/// <see cref="Access.SecretAccess"/>), in one place. Every authenticated user may create and list service accounts. The
/// methods below restrict the rest. Devices of others are not even visible: the repositories filter by viewer.
/// To delete a resource, a caller needs permission for everything that is deleted with it. A refusal must not depend on
/// what the caller cannot see.
/// </summary>
public static class Permission
{
    /// <summary>Throws unless the caller is an administrator.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="action">The action, as a verb phrase: "create users".</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequireAdmin(Caller caller, string action)
    {
        if (!caller.IsAdmin)
        {
            throw new ZenException(ErrorCode.NotAllowed, $"Only administrators can {action}.");
        }
    }

    /// <summary>Throws unless the account is the caller's own or the caller is an administrator.</summary>
    public static void RequireSelfOrAdmin(Caller caller, Id<User> account, string action)
    {
        if (!IsSelf(caller, account))
        {
            RequireAdmin(caller, action);
        }
    }

    /// <summary>Throws if the account is the caller's own, so that callers cannot lock themselves out.</summary>
    public static void RequireOther(Caller caller, Id<User> account, string action)
    {
        if (IsSelf(caller, account))
        {
            throw new ZenException(ErrorCode.NotAllowed, $"You cannot {action} the account that you are using. Ask another administrator.");
        }
    }

    /// <summary>Throws unless the account is the caller's own, even for administrators.</summary>
    public static void RequireSelf(Caller caller, Id<User> account, string message)
    {
        if (!IsSelf(caller, account))
        {
            throw new ZenException(ErrorCode.NotAllowed, message);
        }
    }

    /// <summary>
    /// Throws for sessions of API keys and of identity tokens, and for tokens issued for programs. They must not create credentials or
    /// grant permissions, which would survive the revocation of their own credential.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="action">The action, as a verb phrase: "create users".</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequirePersonalSession(Caller caller, string action)
    {
        if (caller.Session is { Origin: SessionOrigin.ApiKey or SessionOrigin.Workload } or { IsDerived: true })
        {
            throw new ZenException(ErrorCode.NotAllowed, $"API keys and tokens issued for programs cannot {action}. Log in as a person.");
        }
    }

    /// <summary>
    /// Throws unless the caller logged in with a password or at the identity provider. Only such a session may open further sessions of
    /// the account.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="action">The action, as a verb phrase: "approve devices".</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequirePasswordSession(Caller caller, string action)
    {
        if (caller.Session is { IsDerived: true } or { Origin: not (SessionOrigin.Password or SessionOrigin.SingleSignOn) })
        {
            throw new ZenException(
                ErrorCode.NotAllowed, $"Only a session that was opened with a password or single sign-on can {action}.");
        }
    }

    /// <summary>
    /// Throws unless the caller's session can create API keys. A key outlives the session, so for accounts that are not
    /// administrators a stolen device token must not be enough.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequireSessionForKeys(Caller caller)
    {
        const string action = "create keys for service accounts";
        if (caller.IsAdmin)
        {
            RequirePersonalSession(caller, action);
        }
        else
        {
            RequirePasswordSession(caller, action);
        }
    }

    /// <summary>Throws unless the caller can decide who has which role in a workspace, or in every workspace.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="workspace">The workspace; null for every workspace.</param>
    /// <param name="action">The action, as a verb phrase: "grant roles".</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequireRoleManager(Caller caller, Workspace? workspace, string action)
    {
        if (!CanManageRoles(caller, workspace?.Id))
        {
            throw workspace is null
                ? new ZenException(ErrorCode.NotAllowed, $"Only administrators can {action} in every workspace.")
                : new ZenException(
                    ErrorCode.NotAllowed,
                    $"Only owners of the workspace '{workspace.Name}' and administrators can {action} in it.");
        }
    }

    /// <summary>Whether the caller can decide who has which role in a workspace; null for every workspace.</summary>
    public static bool CanManageRoles(Caller caller, Id<Workspace>? workspace) =>
        (caller.IsAdmin && caller.Access.Limits is null) || (workspace is { } id && caller.Access.In(id) == Role.Owner);

    /// <summary>Throws for API keys that are limited, and for tokens that were issued for them.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="action">The action, as a verb phrase: "create service accounts".</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequireNoLimits(Caller caller, string action)
    {
        if (caller.Access.Limits is not null)
        {
            throw new ZenException(ErrorCode.NotAllowed, $"An API key with limits cannot {action}.");
        }
    }

    /// <summary>Whether an account is the caller's own.</summary>
    public static bool IsSelf(Caller caller, Id<User> account) => caller.UserId == account;

    /// <summary>
    /// Whether the caller can delete any secret: user-scoped ones of others too, which nobody else can read or change. Not with a
    /// credential that is narrower than its account.
    /// </summary>
    public static bool CanDeleteSecretsOfOthers(Caller caller) => caller.IsAdmin && caller.Access.Limits is null;

    /// <summary>Whether the caller can list all accounts, not only their own.</summary>
    public static bool CanSeeAllUsers(Caller caller) => caller.IsAdmin;
}
