using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Cli.Input;

/// <summary>
/// Reads passwords, keys and tokens from an option, a variable or a prompt, in that order.
/// </summary>
internal static class CredentialInput
{
    /// <summary>The variable with a new password.</summary>
    public const string NewPasswordVariable = "ZENML_NEW_PASSWORD";

    /// <summary>The variable with the password from before a reset.</summary>
    public const string OldPasswordVariable = "ZENML_OLD_PASSWORD";

    /// <summary>What the values of these options can be, for help.</summary>
    public const string Expanded = "@- reads standard input, @path reads a file.";

    /// <summary>Reads an existing credential.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="given">The value of the option; null if it was not given.</param>
    /// <param name="option">The option.</param>
    /// <param name="variable">The variable that is used without the option.</param>
    /// <param name="question">The prompt without either.</param>
    public static SensitiveString Read(CliContext context, string? given, string option, string variable, string question) =>
        Find(context, given, option, variable) ?? context.Prompt.AskHidden(question, Instead(option, variable));

    /// <summary>Reads a new password. A typed password must be repeated.</summary>
    /// <param name="context">What every command is given.</param>
    /// <param name="given">The value of the option; null if it was not given.</param>
    /// <param name="option">The option.</param>
    /// <param name="question">The prompt without the option and without <see cref="NewPasswordVariable"/>.</param>
    /// <returns>The password; null if the answer to the prompt was empty.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: it is too short, or the repeated password differs.
    /// </exception>
    public static SensitiveString? ReadNewPassword(CliContext context, string? given, string option, string question)
    {
        if (Find(context, given, option, NewPasswordVariable) is { } found)
        {
            return NewPassword.Check(found);
        }

        var typed = context.Prompt.AskHidden(question, Instead(option, NewPasswordVariable));
        if (typed.Length == 0)
        {
            return null;
        }

        var wanted = NewPassword.Check(typed);
        return context.Prompt.AskHidden("Repeat the password") == typed
            ? wanted
            : throw new ZenException(ErrorCode.InvalidArgument, "The passwords do not match. Nothing was changed.");
    }

    private static string Instead(string option, string variable) => $"{option} @FILE, {option} @- or the variable {variable}";

    /// <summary>The credential in the option or the variable; null if neither is set.</summary>
    public static SensitiveString? Find(CliContext context, string? given, string option, string variable)
    {
        if (given is null)
        {
            return context.Environment.Variable(variable) is { } set ? new SensitiveString(CredentialText.Read(set)) : null;
        }

        if (!given.StartsWith('@'))
        {
            context.Writer.Warn($"Everyone on this machine can read command lines, and shells keep a history of them. "
                + $"Use {option} @-, {option} @FILE or the variable {variable} instead.");
            return CredentialText.Read(given);
        }

        return CredentialText.Read(context.Values.Expand(option, given));
    }
}
