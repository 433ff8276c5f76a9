using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Backup;

/// <summary>The group <c>backup</c>.</summary>
internal static class BackupNoun
{
    /// <summary>Its name.</summary>
    public const string Name = "backup";

    private const string Create = "create";

    public static Noun Noun { get; } = new(Name, "Back up the store, and restore it.",
    [
        new(Create, "Write an encrypted backup of the store to a new file.", context => new BackupCreateCommand(context)),
        new("verify", "Check a backup and show what is in it.", context => new BackupVerifyCommand(context)),
        new("restore", "Restore the local store from a backup.", context => new BackupRestoreCommand(context)),
        new("create-key", "Create a key for backups that need no passphrase.", context => new BackupCreateKeyCommand(context)),
    ],
    "zenml backup store.zenml-backup",
    "zenml backup store.zenml-backup --passphrase @passphrase.txt",
    "zenml backup store.zenml-backup --recipient @recipient.txt",
    "zenml backup restore store.zenml-backup")
    {
        Alternative = word => MessageText.Of(
            $"To write a backup to a file of that name: zenml backup {ShellWord.Quote("./" + (word ?? "FILE"))}"),
    };

    /// <summary>
    /// Adds the verb that can be left out: <c>zenml backup FILE</c> is <c>zenml backup create FILE</c>, if FILE has a dot or a slash. Any
    /// other word is a command, so that a mistyped one never becomes a file.
    /// </summary>
    public static IReadOnlyList<string> WithVerb(IReadOnlyList<string> words)
    {
        var noun = Enumerable.Range(0, words.Count).FirstOrDefault(place => !words[place].StartsWith('-'), -1);
        return noun >= 0 && words[noun] == Name && noun + 1 < words.Count && IsFileOrOption(words[noun + 1])
            ? [.. words.Take(noun + 1), Create, .. words.Skip(noun + 1)]
            : words;
    }

    private static bool IsFileOrOption(string word) =>
        word is not ("-h" or "--help") && (word.StartsWith('-') || word.AsSpan().IndexOfAny('.', '/', Path.DirectorySeparatorChar) >= 0);
}
