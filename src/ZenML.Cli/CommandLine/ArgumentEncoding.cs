using System.Text.Unicode;

namespace ZenML.Cli.CommandLine;

/// <summary>Finds arguments that the framework could not read and silently changed.</summary>
internal static class ArgumentEncoding
{
    private const char Replacement = '\ufffd';

    /// <summary>The place of the first argument, from 1, whose bytes are not UTF-8; null if there is none.</summary>
    /// <param name="arguments">The arguments as the framework gives them.</param>
    /// <param name="readRaw">Reads them as bytes; asked only if an argument could have been changed.</param>
    public static int? FindDamaged(IReadOnlyList<string> arguments, Func<byte[]?> readRaw)
    {
        if (!arguments.Any(argument => argument.Contains(Replacement, StringComparison.Ordinal)) || readRaw() is not { } raw)
        {
            return null;
        }

        // What names the program stands before the arguments, and it can be more than one word.
        var words = new List<Range>();
        foreach (var word in raw.AsSpan().TrimEnd((byte)0).Split((byte)0))
        {
            words.Add(word);
        }

        // Empty arguments at the end were trimmed with the last zero; they are well-formed.
        var before = Math.Max(0, raw.AsSpan().Count((byte)0) - arguments.Count);
        for (var place = before; place < words.Count; place++)
        {
            if (!Utf8.IsValid(raw.AsSpan(words[place])))
            {
                return place - before + 1;
            }
        }

        return null;
    }
}
