using ZenML.Core.Accounts.SingleSignOn;

namespace ZenML.Server.SingleSignOn;

/// <summary>The words for who can log in with a password, in settings and responses.</summary>
internal static class PasswordLogins
{
    /// <summary>The word of <see cref="PasswordLogin.On"/>.</summary>
    public const string On = "on";

    /// <summary>The word of <see cref="PasswordLogin.Off"/>.</summary>
    public const string Off = "off";

    /// <summary>The word of <see cref="PasswordLogin.Administrators"/>.</summary>
    public const string Administrators = "administrators";

    /// <summary>All words, the default first.</summary>
    public static IReadOnlyList<string> Words { get; } = [On, Off, Administrators];

    /// <summary>The word.</summary>
    public static string Text(this PasswordLogin login) => login switch
    {
        PasswordLogin.Off => Off,
        PasswordLogin.Administrators => Administrators,
        _ => On,
    };
}
