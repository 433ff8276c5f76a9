using System.Diagnostics.CodeAnalysis;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>
/// Configuration values as JSON. Numbers keep their digits and maps keep their order. Text that is not ASCII is not
/// escaped, except hidden characters in indented output.
/// </summary>
public static class ConfigurationJson
{
    /// <summary>
    /// Writes a value. A <see cref="ConfigurationSensitive"/> is written masked; replace it first if you need the
    /// value.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="indented">
    /// Whether to write for display: on several lines, with hidden characters such as direction marks escaped as
    /// <c>\uXXXX</c>.
    /// </param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: a string is not valid Unicode, a number is not finite, or the nesting
    /// is too deep.
    /// </exception>
    public static string Write(ConfigurationValue value, bool indented = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonWriter.Write(value, indented);
    }

    /// <summary>Parses a JSON value.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the text is not JSON, has a duplicate key, or has too many levels or
    /// values. The message contains no text of the document, except keys at the top level.
    /// </exception>
    public static ConfigurationValue Parse(string json) => JsonReader.TryRead(DocumentText.Check(json), out var value, out var place)
        ? value
        : throw DocumentText.Error($"The document is not valid JSON ({place}).");

    /// <summary>Parses a JSON value from UTF-8 bytes, without a conversion to a string.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>, as for a string, and for invalid UTF-8.
    /// </exception>
    public static ConfigurationValue Parse(ReadOnlySpan<byte> utf8) =>
        JsonReader.TryRead(DocumentText.Check(utf8), out var value, out var place)
            ? value
            : throw DocumentText.Error($"The document is not valid JSON ({place}).");

    /// <summary>Parses a JSON value.</summary>
    /// <returns>False if <see cref="Parse(string)"/> would throw.</returns>
    public static bool TryParse(string json, [NotNullWhen(true)] out ConfigurationValue? value)
    {
        try
        {
            value = Parse(json);
            return true;
        }
        catch (ZenException)
        {
            value = null;
            return false;
        }
    }
}
