using System.CommandLine;

namespace ZenML.Cli.CommandLine;

/// <summary>
/// Options are spelled with hyphens. ZenML spells some with underscores (<c>--sort_by</c>), which is accepted but not shown.
/// </summary>
internal static class OptionSpelling
{
    /// <summary>Replaces the underscores of options.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="command">The command, which takes no attributes; null if none was typed.</param>
    public static IReadOnlyList<string> WithHyphens(IReadOnlyList<string> words, Command? command)
    {
        if (command is null || !words.Any(word => word.StartsWith("--", StringComparison.Ordinal) && word.Contains('_')))
        {
            return words;
        }

        var changed = words.ToArray();
        for (var place = 0; place < changed.Length && changed[place] != "--"; place++)
        {
            var word = changed[place];
            var name = word.Split('=')[0];
            changed[place] = WithHyphens(name, command) + word[name.Length..];
        }

        return changed;
    }

    /// <summary>The name of an option as its command declares it.</summary>
    /// <param name="name">The name as it was typed, with its dashes.</param>
    /// <param name="command">The command. One that takes attributes knows its options by their exact names only.</param>
    public static string WithHyphens(string name, Command command)
    {
        var hyphenated = name.Replace('_', '-');
        return name.StartsWith("--", StringComparison.Ordinal) && command is not AttributeCommand
            && command.Options.Any(option => option.Name == hyphenated)
            ? hyphenated
            : name;
    }
}
