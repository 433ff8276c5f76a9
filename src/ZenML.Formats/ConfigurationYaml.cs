using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>
/// Configuration values as YAML. Plain scalars are null, true and false as in the core schema of YAML 1.2, and numbers
/// as in JSON. All other scalars (<c>0123</c>, <c>0x1F</c>, <c>on</c>, <c>2024-01-01</c>) are strings, and so is
/// everything in quotes.
/// </summary>
public static class ConfigurationYaml
{
    /// <summary>
    /// Writes a value so that parsers of YAML 1.1 and 1.2 read the same types. Ambiguous strings are quoted. A
    /// <see cref="ConfigurationSensitive"/> is written masked. The result ends with a line break.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> as in <see cref="ConfigurationJson.Write"/>.
    /// </exception>
    public static string Write(ConfigurationValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return YamlWriter.Write(value);
    }

    /// <summary>Parses a YAML document. Rejects aliases and custom tags.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the text is not a single YAML document, has a duplicate key, or has
    /// too many levels or values. The message contains no text of the document, except keys at the top level.
    /// </exception>
    public static ConfigurationValue Parse(string yaml) => YamlReader.Read(DocumentText.Check(yaml), keepText: false);
}
