using System.Globalization;
using System.Text;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Formats.Text;

/// <summary>
/// Writes configuration values as JSON. Unlike the platform's writer, it does not escape characters beyond the Basic
/// Multilingual Plane. In indented output, hidden characters are escaped.
/// </summary>
internal sealed class JsonWriter(bool indented)
{
    private readonly StringBuilder output = new();

    public static string Write(ConfigurationValue value, bool indented)
    {
        var writing = new JsonWriter(indented);
        writing.WriteValue(value, 0);
        return writing.output.ToString();
    }

    private void WriteValue(ConfigurationValue value, int depth)
    {
        switch (value)
        {
            case ConfigurationMap map:
                WriteAll('{', map, '}', depth, entry =>
                {
                    WriteString(entry.Key);
                    output.Append(indented ? ": " : ":");
                    WriteValue(entry.Value, depth + 1);
                });
                break;
            case ConfigurationList list:
                WriteAll('[', list, ']', depth, item => WriteValue(item, depth + 1));
                break;
            case ConfigurationText text:
                WriteString(text.Text);
                break;
            case ConfigurationSensitive sensitive:
                WriteString(sensitive.DisplayText);
                break;
            case ConfigurationNumber number:
                output.Append(Scalars.CheckNumber(number));
                break;
            case ConfigurationBoolean boolean:
                output.Append(boolean.Value ? "true" : "false");
                break;
            default:
                output.Append("null");
                break;
        }
    }

    private void WriteAll<TItem>(char opening, IReadOnlyCollection<TItem> items, char closing, int depth, Action<TItem> write)
    {
        if (depth >= DocumentText.MaximumDepth)
        {
            throw DocumentText.TooDeep();
        }

        output.Append(opening);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                output.Append(',');
            }

            first = false;
            BreakLine(depth + 1);
            write(item);
        }

        if (!first)
        {
            BreakLine(depth);
        }

        output.Append(closing);
    }

    private void BreakLine(int depth)
    {
        if (indented)
        {
            output.Append('\n').Append(' ', depth * 2);
        }
    }

    private void WriteString(string text)
    {
        if (!UnicodeText.IsWellFormed(text))
        {
            throw DocumentText.Error("A string is not valid Unicode and cannot be written as JSON.");
        }

        output.Append('"');
        foreach (var character in text.EnumerateRunes())
        {
            _ = character.Value switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\n' => output.Append("\\n"),
                '\r' => output.Append("\\r"),
                '\t' => output.Append("\\t"),
                '\u2028' or '\u2029' => Escape(character),
                _ when Rune.IsControl(character) || (indented && VisibleText.IsHidden(character)) => Escape(character),
                _ => output.Append(character),
            };
        }

        output.Append('"');
    }

    /// <remarks>JSON needs two escapes for characters beyond the Basic Multilingual Plane.</remarks>
    private StringBuilder Escape(Rune character)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..character.EncodeToUtf16(units)])
        {
            output.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return output;
    }
}
