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
            var hyphenated = name.Replace('_', '-');
            if (name.StartsWith("--", StringComparison.Ordinal) && name != hyphenated
                && command.Options.Any(option => option.Name == hyphenated))
            {
                changed[place] = hyphenated + word[name.Length..];
            }
        }

        return changed;
    }
}
