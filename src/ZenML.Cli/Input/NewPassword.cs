using System.Globalization;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Input;

/// <summary>Which passwords this command sets. Our server has the same rule; servers of ZenML 0.58 have none.</summary>
internal static class NewPassword
{
    /// <summary>Checks a password that is to be set. An empty one is left to whoever knows what that means.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it is too short.</exception>
    public static SensitiveString Check(SensitiveString password) =>
        password.Reveal() is { Length: > 0 } text && UnicodeText.CountCharacters(text) < PasswordRules.MinimumLength
            ? throw new ZenException(
                ErrorCode.InvalidArgument,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A new password needs at least {PasswordRules.MinimumLength} characters. Nothing was changed."))
            : password;
}
