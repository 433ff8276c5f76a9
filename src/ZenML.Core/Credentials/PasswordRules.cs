using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Core.Credentials;

/// <summary>What can be a password.</summary>
public static class PasswordRules
{
    /// <summary>The longest password, in UTF-16 units.</summary>
    public const int MaximumLength = 255;

    /// <summary>Checks a password that is to be set.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static SensitiveString Check(SensitiveString password) => password.Reveal() switch
    {
        "" => throw new ZenException(ErrorCode.InvalidArgument, "A password cannot be empty."),
        { Length: > MaximumLength } => throw new ZenException(ErrorCode.InvalidArgument,
            string.Create(CultureInfo.InvariantCulture, $"A password can have {MaximumLength} characters.")),
        var text when !UnicodeText.IsWellFormed(text) => throw new ZenException(ErrorCode.InvalidArgument, "A password must be valid Unicode text."),
        _ => password,
    };
}
