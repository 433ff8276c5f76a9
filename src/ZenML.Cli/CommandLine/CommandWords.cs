using ZenML.Cli.Commands.ApiKeys;
using ZenML.Cli.Commands.Backup;

namespace ZenML.Cli.CommandLine;

/// <summary>The forms of a command line that the parser does not know. Running a command and completing one must agree on them.</summary>
internal static class CommandWords
{
    /// <summary>Writes a command line as the parser knows it.</summary>
    /// <param name="words">The words after <c>zenml</c>.</param>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> words) =>
        BackupNoun.WithVerb(ApiKeyVerbs.VerbFirst(HelpWord.AsOption(words)));

    /// <summary>Writes the beginning of a command line as the parser knows it.</summary>
    /// <param name="words">The words after <c>zenml</c> that are finished.</param>
    /// <param name="current">The word after them, which can decide what they mean and is not returned.</param>
    public static IReadOnlyList<string> Normalize(IReadOnlyList<string> words, string current) =>
        [.. BackupNoun.WithVerb([.. ApiKeyVerbs.VerbFirst(HelpWord.AsOption(words)), current]).SkipLast(1)];
}
