using System.Diagnostics.CodeAnalysis;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>
/// Configuration values as JSON. Numbers keep their digits and maps their order; text that is not ASCII is not
/// escaped, except where it is hidden and written for people.
/// </summary>
public static class ConfigurationJson
{
    /// <summary>Writes a value. A <see cref="ConfigurationSensitive"/> is written as the mask; who must keep it replaces it
    /// before.</summary>
    /// <param name="value">The value.</param>
    /// <param name="indented">
    /// Whether to write for people: on several lines instead of one, and with hidden characters, such as marks of
    /// direction, as <c>\uXXXX</c>.
    /// </param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> for what JSON cannot say: text that is not valid Unicode, a number that is not finite, too
    /// many levels.
    /// </exception>
    public static string Write(ConfigurationValue value, bool indented = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonWriter.Write(value, indented);
    }

    /// <summary>Reads one JSON value.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> for what is not JSON, names a key twice in one map, or has too many levels or values. The
    /// message holds no text of the document.
    /// </exception>
    public static ConfigurationValue Parse(string json) => JsonReader.TryRead(DocumentText.Check(json), out var value, out var place)
        ? value
        : throw DocumentText.Error($"The text is not valid JSON ({place}).");

    /// <summary>Reads one JSON value from its bytes, without making a text of them first.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>, as for a text; also for what is not UTF-8.</exception>
    public static ConfigurationValue Parse(ReadOnlySpan<byte> utf8) =>
        JsonReader.TryRead(DocumentText.Check(utf8), out var value, out var place)
            ? value
            : throw DocumentText.Error($"The text is not valid JSON ({place}).");

    /// <summary>Reads one JSON value.</summary>
    /// <returns>Whether <see cref="Parse(string)"/> would read it.</returns>
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
