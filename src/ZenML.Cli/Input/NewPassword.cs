using System.Globalization;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Input;

/// <summary>
/// What this command takes for a password that is to be set. Servers take shorter ones, since clients of ZenML 0.58 set them; those that exist stay good for logging in.
/// </summary>
internal static class NewPassword
{
    /// <summary>The fewest characters, as NIST SP 800-63B asks for.</summary>
    public const int MinimumLength = 8;

    /// <summary>Checks a password that is to be set. An empty one is left to whoever knows what that means.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it is too short.</exception>
    public static SensitiveString Check(SensitiveString password) => password.Reveal() is { Length: > 0 } text && UnicodeText.CountCharacters(text) < MinimumLength
        ? throw new ZenException(ErrorCode.InvalidArgument, string.Create(CultureInfo.InvariantCulture, $"A new password needs at least {MinimumLength} characters. Nothing was changed."))
        : password;
}
