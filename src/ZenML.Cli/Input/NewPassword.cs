using System.Globalization;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Input;

/// <summary>The rule for new passwords. Our server has the same rule; ZenML 0.58 servers have none.</summary>
internal static class NewPassword
{
    /// <summary>Checks a new password. An empty one passes; callers decide what it means.</summary>
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
