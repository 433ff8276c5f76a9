using System.CommandLine;
using System.Globalization;
using ZenML.Backup;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Input;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Cli.Commands.Backup;

/// <summary>What opens a backup: a passphrase, or a key in a file.</summary>
internal static class BackupSecret
{
    /// <summary>The variable with the passphrase.</summary>
    public const string Variable = "ZENML_BACKUP_PASSPHRASE";

    private const string PassphraseName = "--passphrase";

    private const string RecipientName = "--recipient";

    private const string KeyFileName = "--key-file";

    private const int ShortestPassphrase = 12;

    /// <summary><c>--passphrase</c>.</summary>
    public static Option<string?> Passphrase() => new(PassphraseName)
    {
        Description = $"The passphrase. {CredentialInput.Expanded} Default: {Variable}, or a prompt.",
        HelpName = "@FILE",
    };

    /// <summary><c>--recipient</c>.</summary>
    public static Option<string?> Recipient() => new(RecipientName)
    {
        Description = "Encrypt for the owner of a key, instead of with a passphrase: what 'zenml backup create-key' printed. @path reads a "
            + "file.",
        HelpName = "RECIPIENT",
    };

    /// <summary><c>--key-file</c>.</summary>
    public static Option<string?> KeyFile() => new(KeyFileName)
    {
        Description = "The file with the key, for a backup that was made with --recipient.",
        HelpName = "FILE",
    };

    /// <summary>Reads the recipient of a new backup; null if it is to be for a passphrase.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static BackupRecipient? ReadRecipient(CliContext context, string? given)
    {
        if (given is null)
        {
            return null;
        }

        var text = context.Values.Expand(RecipientName, given).Trim();
        return BackupRecipient.TryParse(text, out var recipient)
            ? recipient
            : throw new ZenException(ErrorCode.InvalidArgument,
                $"{RecipientName} must be a recipient, which begins with zenml-recipient-. "
                + (File.Exists(Path.Combine(context.Environment.WorkingDirectory, given))
                    ? MessageText.Of($"To read it from the file: {RecipientName} {ShellWord.Quote($"@{given}")}")
                    : "To make one: zenml backup create-key FILE"));
    }

    /// <summary>Rejects options that do not go together, before anything is read.</summary>
    /// <exception cref="UsageException">They do not, or a passphrase is written on the command line.</exception>
    /// <remarks>A passphrase opens a file that is kept for years, so it must not be where others can read it.</remarks>
    public static void EnsureForm(string? passphrase, string? recipient = null)
    {
        if (passphrase is not (null or ['@', not '@', ..]))
        {
            throw new UsageException(
                $"A passphrase cannot be written on the command line: everyone on this machine can read it there, and shells keep a "
                + $"history. Use {PassphraseName} @FILE, {PassphraseName} @- or the variable {Variable}.");
        }

        if (passphrase is not null && recipient is not null)
        {
            throw new UsageException($"Use either {PassphraseName} or {RecipientName}, not both.");
        }
    }

    /// <summary>Rejects what cannot be chosen for a backup of a server.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: one is given.</exception>
    public static void EnsureNone(string? passphrase, string? recipient)
    {
        if ((passphrase is not null ? PassphraseName : recipient is not null ? RecipientName : null) is { } given)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"The operator of a server chooses whom its backups are encrypted for. Leave out {given}. To back up the local store, use "
                + $"it first: zenml disconnect");
        }
    }

    /// <summary>Reads the passphrase of a new backup, twice if it is typed, and derives its key.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it is too short, or was repeated differently.</exception>
    public static BackupKey ReadNewPassphrase(CliContext context, string? given)
    {
        var passphrase = Find(context, given) is { } found ? Check(found) : Ask(context);
        return BackupKey.OfPassphrase(passphrase, PassphraseSalt.New(PassphraseCost.Recommended));
    }

    /// <summary>Reads what opens a backup.</summary>
    /// <exception cref="ZenException">The options are not those for this backup, or the key cannot be read.</exception>
    public static BackupKey Read(CliContext context, BackupRecipient recipient, string? passphrase, string? keyFile)
    {
        if (recipient.Passphrase is { } salt)
        {
            return keyFile is null
                ? BackupKey.OfPassphrase(Find(context, passphrase) ?? context.Prompt.AskHidden(
                    "Passphrase of the backup", $"{PassphraseName} @FILE or the variable {Variable}"), salt)
                : throw new ZenException(ErrorCode.InvalidArgument,
                    $"This backup was made with a passphrase, so {KeyFileName} cannot open it. Use {PassphraseName}.");
        }

        if (keyFile is null)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"This backup was made for the recipient {recipient}. Use {KeyFileName} with the file of its key.");
        }

        ExposureWarnings.CheckSecret(Path.Combine(context.Environment.WorkingDirectory, keyFile), context.Writer.Warn);
        return BackupKey.TryParse(context.Values.ReadFile("key", keyFile), out var key)
            ? key
            : throw new ZenException(ErrorCode.InvalidArgument, $"The file '{keyFile}' does not contain a key for backups.");
    }

    private static SensitiveString? Find(CliContext context, string? given) =>
        CredentialInput.Find(context, given, PassphraseName, Variable);

    private static SensitiveString Ask(CliContext context)
    {
        var typed = Check(context.Prompt.AskHidden(
            "Passphrase for the backup", $"{PassphraseName} @FILE, the variable {Variable} or {RecipientName}"));
        return typed.Equals(new SensitiveString(context.Prompt.AskHidden("Repeat the passphrase")))
            ? typed
            : throw new ZenException(ErrorCode.InvalidArgument, "The passphrases do not match. No backup was written.");
    }

    private static SensitiveString Check(SensitiveString passphrase) =>
        UnicodeText.CountCharacters(passphrase.Reveal()) >= ShortestPassphrase
            ? passphrase
            : throw new ZenException(ErrorCode.InvalidArgument, string.Create(CultureInfo.InvariantCulture,
                $"A passphrase for a backup needs at least {ShortestPassphrase} characters. No backup was written. Use several random "
                + $"words."));
}
