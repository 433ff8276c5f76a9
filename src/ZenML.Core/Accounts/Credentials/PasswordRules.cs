using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The rules for new passwords. Existing passwords stay valid, however short.</summary>
public static class PasswordRules
{
    /// <summary>The minimum length in characters (code points), as NIST SP 800-63B requires.</summary>
    public const int MinimumLength = 8;

    /// <summary>The maximum length, in UTF-16 code units.</summary>
    public const int MaximumLength = 255;

    /// <summary>Validates a new password. Use it wherever a password is set.</summary>
    /// <returns>The password.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>; the message never quotes the password.
    /// </exception>
    public static SensitiveString Check(SensitiveString password) => password.Reveal() switch
    {
        "" => throw new ZenException(ErrorCode.InvalidArgument, "A password cannot be empty."),
        { Length: > MaximumLength } => throw new ZenException(ErrorCode.InvalidArgument,
            string.Create(CultureInfo.InvariantCulture, $"A password can have at most {MaximumLength} characters.")),
        var text when !UnicodeText.IsWellFormed(text) => throw new ZenException(
            ErrorCode.InvalidArgument, "A password must be valid Unicode text."),
        var text when UnicodeText.CountCharacters(text) < MinimumLength => throw new ZenException(ErrorCode.InvalidArgument,
            string.Create(CultureInfo.InvariantCulture, $"A new password needs at least {MinimumLength} characters.")),
        _ => password,
    };
}
