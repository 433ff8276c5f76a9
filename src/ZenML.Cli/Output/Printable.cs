using System.Globalization;
using System.Text;

namespace ZenML.Cli.Output;

/// <summary>Makes text safe to show: control characters, which could steer the terminal, become visible escapes.</summary>
internal static class Printable
{
    /// <summary>Text with line breaks kept.</summary>
    public static string Line(string text) => Escape(text, keepLineBreaks: true);

    /// <summary>Text for one cell of a table or one place in a sentence.</summary>
    public static string Cell(string text) => Escape(text, keepLineBreaks: false);

    private static string Escape(string text, bool keepLineBreaks)
    {
        if (!text.Any(character => MustEscape(character, keepLineBreaks)))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (!MustEscape(character, keepLineBreaks))
            {
                escaped.Append(character);
            }
            else
            {
                escaped.Append(character switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                });
            }
        }

        return escaped.ToString();
    }

    // Bidirectional overrides can make a name read as another.
    private static bool MustEscape(char character, bool keepLineBreaks) =>
        (char.IsControl(character) && !(keepLineBreaks && character == '\n')) || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
