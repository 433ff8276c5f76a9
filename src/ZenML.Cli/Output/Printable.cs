using System.Globalization;
using System.Text;

namespace ZenML.Cli.Output;

/// <summary>Makes text safe to show: control characters, which could steer the terminal, and characters that nobody sees become visible escapes.</summary>
internal static class Printable
{
    /// <summary>Text with line breaks kept.</summary>
    public static string Line(string text) => Escape(text, keepLineBreaks: true);

    /// <summary>Text for one cell of a table or one place in a sentence.</summary>
    public static string Cell(string text) => Escape(text, keepLineBreaks: false);

    private static string Escape(string text, bool keepLineBreaks)
    {
        if (Ascii.IsValid(text) && !text.Any(char.IsControl))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 8);
        for (var position = 0; position < text.Length;)
        {
            var isPair = position + 1 < text.Length && char.IsSurrogatePair(text[position], text[position + 1]);
            var piece = text.AsSpan(position, isPair ? 2 : 1);
            if (MustEscape(CharUnicodeInfo.GetUnicodeCategory(text, position)) && !(keepLineBreaks && piece is "\n"))
            {
                escaped.Append(piece switch
                {
                    "\n" => "\\n",
                    "\r" => "\\r",
                    "\t" => "\\t",
                    _ when isPair => string.Create(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(piece[0], piece[1]):x8}"),
                    _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)piece[0]:x4}"),
                });
            }
            else
            {
                escaped.Append(piece);
            }

            position += piece.Length;
        }

        return escaped.ToString();
    }

    // Format characters (zero-width ones, marks of direction) can make a name read as another.
    private static bool MustEscape(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
