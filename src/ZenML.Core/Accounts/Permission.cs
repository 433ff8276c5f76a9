using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts;

/// <summary>
/// Who may do what, in one place. Everybody who is known may use workspaces, stacks, components, flavors, workspace-scoped secrets and pipelines, and make and
/// look at service accounts; below is what is left to some. What is someone's own (user-scoped secrets, devices) others do not even see: the repositories ask for the viewer.
/// Whoever deletes a resource needs the permission for all that is deleted with it; and no refusal may depend on what the caller
/// cannot see.
/// </summary>
public static class Permission
{
    /// <summary>Refuses what only administrators may do.</summary>
    /// <param name="caller">Who wants to do it.</param>
    /// <param name="action">What they want to do, as an infinitive: "create users".</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequireAdmin(Caller caller, string action)
    {
        if (!caller.IsAdmin)
        {
            throw new ZenException(ErrorCode.NotAllowed, $"Only administrators can {action}.");
        }
    }

    /// <summary>Refuses what only administrators may do to the accounts of others, and everybody to their own.</summary>
    public static void RequireSelfOrAdmin(Caller caller, Id<User> account, string action)
    {
        if (!IsSelf(caller, account))
        {
            RequireAdmin(caller, action);
        }
    }

    /// <summary>Refuses what nobody may do to their own account, lest they lock themselves out.</summary>
    public static void RequireOther(Caller caller, Id<User> account, string action)
    {
        if (IsSelf(caller, account))
        {
            throw new ZenException(ErrorCode.NotAllowed, $"You cannot {action} the account that you are using. Ask another administrator.");
        }
    }

    /// <summary>Refuses what is private to an account, from administrators too.</summary>
    public static void RequireSelf(Caller caller, Id<User> account, string message)
    {
        if (!IsSelf(caller, account))
        {
            throw new ZenException(ErrorCode.NotAllowed, message);
        }
    }

    /// <summary>
    /// Refuses what creates a credential or grants an account more, to sessions of API keys and to tokens issued for
    /// programs: it would outlive the credential
    /// of the caller, so that revoking this one would not be enough.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="action">What the caller wants to do, as an infinitive: "create users".</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequirePersonalSession(Caller caller, string action)
    {
        if (caller.Session is { Origin: SessionOrigin.ApiKey } or { IsDerived: true })
        {
            throw new ZenException(ErrorCode.NotAllowed, $"API keys and tokens issued for programs cannot {action}. Log in as a person.");
        }
    }

    /// <summary>Refuses what opens another session of the caller's account, unless the caller logged in with a password.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="action">What the caller wants to do, as an infinitive: "approve devices".</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>.</exception>
    public static void RequirePasswordSession(Caller caller, string action)
    {
        if (caller.Session is { IsDerived: true } or { Origin: not SessionOrigin.Password })
        {
            throw new ZenException(ErrorCode.NotAllowed, $"Only a session that was opened with a password can {action}.");
        }
    }

    /// <summary>Whether an account is the caller's own.</summary>
    public static bool IsSelf(Caller caller, Id<User> account) => caller.UserId == account;

    /// <summary>Whether the caller may delete user-scoped secrets of others. Nobody may read or change them.</summary>
    public static bool CanDeleteSecretsOfOthers(Caller caller) => caller.IsAdmin;

    /// <summary>Whether lists of accounts show the caller all of them; else only the caller's own.</summary>
    public static bool CanSeeAllUsers(Caller caller) => caller.IsAdmin;
}
