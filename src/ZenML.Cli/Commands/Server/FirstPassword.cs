using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Input;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// The password for the first account of a server, if it has none yet: given, generated, empty, or from the server's
/// settings file.
/// </summary>
/// <param name="Value">The password; null if this command sets none.</param>
/// <param name="Made">Its file if it was generated.</param>
/// <param name="IsNew">Whether it was generated just now.</param>
internal sealed record FirstPassword(SensitiveString? Value, GeneratedPassword? Made, bool IsNew)
{
    /// <summary>The server setting with the password.</summary>
    public const string Variable = "ZENML_DEFAULT_USER_PASSWORD";

    /// <summary><c>--password</c>.</summary>
    public static Option<string?> Option() => new("--password", "-p")
    {
        Description = $"The password for the first account, if it has none yet. {CredentialInput.Expanded} Default: "
            + $"{Variable}, or a generated password in a file that only you can read.",
        HelpName = "@-",
    };

    /// <summary><c>--allow-empty-password</c>.</summary>
    public static Option<bool> AllowEmpty() => new("--allow-empty-password")
    {
        Description = "Leave the first account without a password. Everyone on this machine can then use the server "
            + "and everything in it.",
    };

    /// <summary><c>--reset-password</c>.</summary>
    public static Option<bool> Reset() => new("--reset-password")
    {
        Description = "Give the first account a new password without the old one, and end its sessions. For whoever owns the "
            + "files of the store.",
    };

    /// <summary>Chooses the password.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: it is both given and to be empty, or its file cannot be used.
    /// </exception>
    public static async Task<FirstPassword> ChooseAsync(
        CliContext context, string folder, string? given, bool mayBeEmpty, ServerSettingsFile settingsFile,
        CancellationToken cancellationToken)
    {
        if (CredentialInput.Find(context, given, "--password", Variable) is { } found)
        {
            return !mayBeEmpty
                ? new FirstPassword(given is null ? found : NewPassword.Check(found), null, false)
                : throw new UsageException(
                    $"Use either a password (--password or {Variable}) or --allow-empty-password, not both.");
        }

        try
        {
            // The environment would override the file.
            if (mayBeEmpty || settingsFile.Find(Variable) is not null)
            {
                return new FirstPassword(null, null, false);
            }

            var file = new GeneratedPassword(context.Environment, folder);
            var (password, isNew) = await file.FindOrMakeAsync(cancellationToken);
            return new FirstPassword(password, file, isNew);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot store the password for the first account: {Sentence.End(exception.Message)} To set one "
                    + $"yourself: zenml up --password @-");
        }
    }
}
