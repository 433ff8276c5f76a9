using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ZenML.Core.Text;

namespace ZenML.Formats.Text;

/// <summary>
/// Writes texts as YAML scalars. Plain only where no parser could see anything but a text; a text of several lines of ordinary characters
/// as a block; all else
/// between double quotes, with escapes for whatever is not visible.
/// </summary>
internal static class YamlScalar
{
    private static readonly HashSet<string> WordsOfOtherTypes =
        new(StringComparer.OrdinalIgnoreCase) { "y", "yes", "n", "no", "true", "false", "on", "off", "null" };

    /// <summary>Writes a text on one line.</summary>
    public static string WriteInline(string text)
    {
        if (!UnicodeText.IsWellFormed(text))
        {
            throw DocumentText.Error("A text is not valid Unicode and cannot be written as YAML.");
        }

        return IsPlain(text) ? text : Quote(text);
    }

    /// <summary>Splits a text that a block scalar can hold, such as a private key in PEM.</summary>
    public static bool TrySplitBlock(string text, [NotNullWhen(true)] out string? header, [NotNullWhen(true)] out IReadOnlyList<string>? lines)
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

    /// <summary>Whether a text can stand as it is: it begins with a letter, so it is neither a number, a date nor an indicator, and is no
    /// word of another type.</summary>
    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] is '_' or '/') || WordsOfOtherTypes.Contains(text))
        {
            return false;
        }

        for (var index = 1; index < text.Length; index++)
        {
            // Blanks and colons mean nothing only between two other characters.
            if (!IsPlainCharacter(text[index])
                && !(text[index] is ' ' or ':' && IsPlainCharacter(text[index - 1]) && index + 1 < text.Length && IsPlainCharacter(text[index + 1])))
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

    private static bool IsPlainCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '/' or '@' or '+' or ',' or '-';

    /// <summary>Whether a line of a block can be this one: no blank begins it, which would be taken for indentation, and all of it is
    /// visible ASCII.</summary>
    private static bool IsBlockLine(string line) =>
        line.Length == 0 || (line[0] != ' ' && !line.AsSpan().ContainsAnyExceptInRange(' ', '~'));
}
