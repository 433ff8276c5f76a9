namespace ZenML.Core.Auditing;

/// <summary>What was done.</summary>
public enum AuditAction
{
    /// <summary>Something was made.</summary>
    Create,

    /// <summary>Something was changed.</summary>
    Update,

    /// <summary>Something was deleted.</summary>
    Delete,

    /// <summary>Values were given out.</summary>
    Read,

    /// <summary>Someone logged in, or tried to.</summary>
    Login,

    /// <summary>Someone logged out: a token was revoked.</summary>
    Logout,

    /// <summary>Someone logged in to an account whose password an administrator had reset. The resource is that administrator.</summary>
    LoginAfterReset,

    /// <summary>An account was activated.</summary>
    Activate,

    /// <summary>An account was deactivated; its tokens are worth nothing any more.</summary>
    Deactivate,

    /// <summary>A password was changed; the account's tokens are worth nothing any more.</summary>
    ChangePassword,

    /// <summary>An API key was replaced by a new one.</summary>
    Rotate,

    /// <summary>A device was accepted by its owner, or not.</summary>
    Verify,

    /// <summary>A token was issued besides those of logins.</summary>
    IssueToken,
}
