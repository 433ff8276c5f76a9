using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>
/// Configuration values as YAML. Plain scalars are null, true and false as YAML 1.2's core schema says, and numbers where JSON would write them so; all
/// else (<c>0123</c>, <c>0x1F</c>, <c>on</c>, <c>2024-01-01</c>) is text, and so is everything in quotes.
/// </summary>
public static class ConfigurationYaml
{
    /// <summary>
    /// Writes a value so that parsers of YAML 1.1 and 1.2 read the same types; texts that could be taken for something else are quoted. A
    /// <see cref="ConfigurationSensitive"/> is written as the mask. The text ends with a line break.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/> as in <see cref="ConfigurationJson.Write"/>.</exception>
    public static string Write(ConfigurationValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return YamlWriter.Write(value);
    }

    /// <summary>Reads one YAML document. Aliases and tags of one's own are refused.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> for what is not one YAML document, names a key twice in one map or has too many levels. The message holds no text of
    /// the document but its keys.
    /// </exception>
    public static ConfigurationValue Parse(string yaml) => YamlReader.Read(DocumentText.Check(yaml), keepText: false);
}
