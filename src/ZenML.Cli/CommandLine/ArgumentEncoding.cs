using System.Text.Unicode;

namespace ZenML.Cli.CommandLine;

/// <summary>Finds arguments that the framework could not decode and silently changed.</summary>
internal static class ArgumentEncoding
{
    private const char Replacement = '\ufffd';

    /// <summary>The position, from 1, of the first argument that is not UTF-8; null if there is none.</summary>
    /// <param name="arguments">The arguments from the framework.</param>
    /// <param name="readRaw">Reads them as bytes; called only if an argument could have been changed.</param>
    public static int? FindDamaged(IReadOnlyList<string> arguments, Func<byte[]?> readRaw)
    {
        if (!arguments.Any(argument => argument.Contains(Replacement, StringComparison.Ordinal)) || readRaw() is not { } raw)
        {
            return null;
        }

        // The words that name the program come first, and there can be several.
        var words = new List<Range>();
        foreach (var word in raw.AsSpan().TrimEnd((byte)0).Split((byte)0))
        {
            words.Add(word);
        }

        // Empty arguments at the end were trimmed with the last zero; they are valid.
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
