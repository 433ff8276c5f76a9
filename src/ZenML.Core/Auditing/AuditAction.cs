namespace ZenML.Core.Auditing;

/// <summary>An action in the audit log.</summary>
public enum AuditAction
{
    /// <summary>A resource was created.</summary>
    Create,

    /// <summary>A resource was changed.</summary>
    Update,

    /// <summary>A resource was deleted.</summary>
    Delete,

    /// <summary>Secret values were read.</summary>
    Read,

    /// <summary>Someone logged in or tried to.</summary>
    Login,

    /// <summary>Someone logged out: a token was revoked.</summary>
    Logout,

    /// <summary>
    /// Someone logged in to an account whose password an administrator had reset. The resource is the administrator.
    /// </summary>
    LoginAfterReset,

    /// <summary>An account was activated.</summary>
    Activate,

    /// <summary>An account was deactivated. Its tokens are no longer valid.</summary>
    Deactivate,

    /// <summary>A password was changed. The account's tokens are no longer valid.</summary>
    ChangePassword,

    /// <summary>The owner of an account confirmed a reset with the password from before it. The account sees its private secrets.</summary>
    ConfirmReset,

    /// <summary>An administrator showed an account its private secrets after a reset.</summary>
    ReleaseSecrets,

    /// <summary>An API key was replaced by a new one.</summary>
    Rotate,

    /// <summary>The owner of a device approved it, or gave a wrong code.</summary>
    Verify,

    /// <summary>A token was issued for a program.</summary>
    IssueToken,

    /// <summary>
    /// The server found more than a day of audit records due for deletion: its clock may have jumped. The record has no account.
    /// </summary>
    ClockJump,

    /// <summary>A deleted secret was undeleted.</summary>
    Undelete,

    /// <summary>
    /// A deleted secret was deleted for good, with its values. The record has no account if it was because of its age.
    /// </summary>
    Purge,
}
