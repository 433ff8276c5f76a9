using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Input;

/// <summary>
/// Passwords, keys and tokens that a person or a script gives: from an option, else from a variable, else asked for.
/// </summary>
internal static class CredentialInput
{
    /// <summary>The variable with a password that is to be set.</summary>
    public const string NewPasswordVariable = "ZENML_NEW_PASSWORD";

    /// <summary>What the values of such options can be.</summary>
    public const string Expanded = "@- reads standard input, @path a file.";

    /// <summary>Reads a credential that exists.</summary>
    /// <param name="context">The process around.</param>
    /// <param name="given">What the option was given; null if it was not.</param>
    /// <param name="option">The option.</param>
    /// <param name="variable">The variable that counts without the option.</param>
    /// <param name="question">What is asked without either.</param>
    public static SensitiveString Read(CliContext context, string? given, string option, string variable, string question) =>
        Find(context, given, option, variable) ?? context.Prompt.AskHidden(question);

    /// <summary>Reads a password that is to be set. Who types it types it twice.</summary>
    /// <param name="context">The process around.</param>
    /// <param name="given">What the option was given; null if it was not.</param>
    /// <param name="option">The option.</param>
    /// <param name="question">What is asked without the option and without <see cref="NewPasswordVariable"/>.</param>
    /// <returns>The password; null if somebody was asked and typed none.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it is too short, or was typed
    /// differently the second time.</exception>
    public static SensitiveString? ReadNewPassword(CliContext context, string? given, string option, string question)
    {
        if (Find(context, given, option, NewPasswordVariable) is { } found)
        {
            return NewPassword.Check(found);
        }

        var typed = context.Prompt.AskHidden(question);
        if (typed.Length == 0)
        {
            return null;
        }

        var wanted = NewPassword.Check(typed);
        return context.Prompt.AskHidden("Repeat the password") == typed
            ? wanted
            : throw new ZenException(ErrorCode.InvalidArgument, "The passwords do not match. Nothing was changed.");
    }

    /// <summary>What an option or a variable gives; null if neither does.</summary>
    public static SensitiveString? Find(CliContext context, string? given, string option, string variable)
    {
        if (given is null)
        {
            return context.Environment.Variable(variable) is { } set ? new SensitiveString(CredentialText.Read(set)) : null;
        }

        if (!given.StartsWith('@'))
        {
            context.Writer.Warn($"Everyone on this machine can read command lines, and shells keep a history of them. "
                + $"Use {option} @- or the variable {variable} instead.");
            return CredentialText.Read(given);
        }

        return CredentialText.Read(context.Values.Expand(option, given));
    }
}
