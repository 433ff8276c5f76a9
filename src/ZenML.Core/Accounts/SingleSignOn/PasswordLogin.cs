namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>Who can log in with a password.</summary>
public enum PasswordLogin
{
    /// <summary>Everyone.</summary>
    On,

    /// <summary>Only administrators.</summary>
    Administrators,

    /// <summary>Nobody.</summary>
    Off,
}
