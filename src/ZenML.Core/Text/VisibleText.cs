using System.Globalization;
using System.Text;

namespace ZenML.Core.Text;

/// <summary>
/// Makes text safe to display. Replaces invisible characters and characters that control the terminal or the text
/// direction by escapes such as <c>\n</c>, <c>\u202e</c> and <c>\U000e0041</c>. All output is escaped by this class,
/// whatever its source.
/// </summary>
public static class VisibleText
{
    private const string Escapes = "nrtuU\\";

    /// <summary>
    /// Whether a character is hidden: control and format characters (such as direction marks and zero-width
    /// characters), separators other than the space, ignorable characters, and unassigned code points.
    /// </summary>
    public static bool IsHidden(Rune character) => Rune.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        UnicodeCategory.SpaceSeparator => character.Value != ' ',
        _ => IsIgnorable(character.Value),
    };

    /// <summary>Whether a text has a hidden character or an unpaired surrogate.</summary>
    public static bool HasHidden(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAnyExceptInRange(' ', '~') && FindHidden(text) >= 0;
    }

    /// <summary>
    /// Escapes a name, key or value for a table cell or a sentence: on one line, with hidden characters escaped.
    /// Different texts never look the same: if a text has an escape, or a backslash that could be read as one, all its
    /// backslashes are doubled.
    /// </summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return !HasHidden(text) && !HasLookalike(text) ? text : Write(text, doublesBackslashes: true, keepsLineBreaks: false);
    }

    /// <summary>
    /// Escapes a complete message: hidden characters except line breaks are escaped, backslashes are not doubled.
    /// </summary>
    public static string EscapeMessage(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return HasHidden(text) ? Write(text, doublesBackslashes: false, keepsLineBreaks: true) : text;
    }

    private static string Write(string text, bool doublesBackslashes, bool keepsLineBreaks)
    {
        var escaped = new StringBuilder(text.Length + 8);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var isWhole = Rune.DecodeFromUtf16(rest, out var character, out var length) == System.Buffers.OperationStatus.Done;
            var piece = rest[..length];
            _ = piece switch
            {
                "\n" when keepsLineBreaks => escaped.Append('\n'),
                "\n" => escaped.Append("\\n"),
                "\r" => escaped.Append("\\r"),
                "\t" => escaped.Append("\\t"),
                "\\" when doublesBackslashes => escaped.Append("\\\\"),
                _ when isWhole && !IsHidden(character) => escaped.Append(piece),
                _ when isWhole && character.Value > char.MaxValue =>
                    escaped.Append(CultureInfo.InvariantCulture, $"\\U{character.Value:x8}"),
                _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)piece[0]:x4}"),
            };
            rest = rest[length..];
        }

        return escaped.ToString();
    }

    private static int FindHidden(string text)
    {
        for (var position = 0; position < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(position), out var character, out var length) != System.Buffers.OperationStatus.Done
                || IsHidden(character))
            {
                return position;
            }

            position += length;
        }

        return -1;
    }

    private static bool HasLookalike(string text)
    {
        for (var at = text.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('\\', at + 1))
        {
            if (Escapes.Contains(text[at + 1], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <remarks>
    /// Unicode's Default_Ignorable_Code_Point characters that the categories do not cover, and the blank Braille pattern.
    /// </remarks>
    private static bool IsIgnorable(int character) =>
        character is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);
}
