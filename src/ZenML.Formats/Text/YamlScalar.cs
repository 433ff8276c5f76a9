using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ZenML.Core.Text;

namespace ZenML.Formats.Text;

/// <summary>
/// Writes strings as YAML scalars: plain only if every parser reads a string, several lines of ordinary characters as a
/// block, and everything else in double quotes, with escapes for hidden characters.
/// </summary>
internal static class YamlScalar
{
    private static readonly HashSet<string> ReservedWords =
        new(StringComparer.OrdinalIgnoreCase) { "y", "yes", "n", "no", "true", "false", "on", "off", "null" };

    /// <summary>Writes a string on one line.</summary>
    public static string WriteInline(string text)
    {
        if (!UnicodeText.IsWellFormed(text))
        {
            throw DocumentText.Error("A string is not valid Unicode and cannot be written as YAML.");
        }

        return IsPlain(text) ? text : Quote(text);
    }

    /// <summary>Splits a string that fits a block scalar, such as a private key in PEM.</summary>
    public static bool TrySplitBlock(
        string text, [NotNullWhen(true)] out string? header, [NotNullWhen(true)] out IReadOnlyList<string>? lines)
    {
        (header, lines) = (null, null);
        var ends = text.EndsWith('\n');
        var split = (ends ? text[..^1] : text).Split('\n');
        if (split.Length == 1 || split[0].Length == 0 || split[^1].Length == 0 || !split.All(IsBlockLine))
        {
            return false;
        }

        (header, lines) = (ends ? "|" : "|-", split);
        return true;
    }

    /// <summary>
    /// Whether a string needs no quotes: it starts like a word, so it is no number, date or indicator, and is no
    /// reserved word.
    /// </summary>
    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] is '_' or '/') || ReservedWords.Contains(text))
        {
            return false;
        }

        for (var index = 1; index < text.Length; index++)
        {
            // Spaces and colons have no meaning only between two other characters.
            if (!IsPlainCharacter(text[index])
                && !(text[index] is ' ' or ':' && IsPlainCharacter(text[index - 1])
                    && index + 1 < text.Length && IsPlainCharacter(text[index + 1])))
            {
                return false;
            }
        }

        return true;
    }

    private static string Quote(string text)
    {
        var output = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                ' ' => output.Append(' '),
                _ when !VisibleText.IsHidden(rune) => output.Append(rune),
                <= 0xFF => output.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
                <= 0xFFFF => output.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => output.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
            };
        }

        return output.Append('"').ToString();
    }

    private static bool IsPlainCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '/' or '@' or '+' or ',' or '-';

    /// <summary>
    /// Whether a line fits a block: it has only visible ASCII and does not start with a space, which would be
    /// indentation.
    /// </summary>
    private static bool IsBlockLine(string line) =>
        line.Length == 0 || (line[0] != ' ' && !line.AsSpan().ContainsAnyExceptInRange(' ', '~'));
}
