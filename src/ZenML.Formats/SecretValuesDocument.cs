using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>
/// The keys and values of a secret as JSON or YAML: a flat map. Every scalar keeps the text that was written: <c>0123</c>, <c>on</c>,
/// <c>1e3</c>,
/// <c>2024-01-01</c> and, in YAML, <c>null</c> and <c>~</c> are read as those characters.
/// </summary>
public static class SecretValuesDocument
{
    /// <summary>Reads a document: JSON if it begins like JSON, else YAML.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> for what is not a flat map, has no keys or names a key twice, and for a JSON null. The
    /// message can name a key and
    /// a line, and never holds a value or other text of the document.
    /// </exception>
    public static SecretValues Parse(string text)
    {
        var written = JsonOrYaml.Read(text, keepText: true);
        if (written is not ConfigurationMap map)
        {
            throw DocumentText.Error(written is ConfigurationNull
                ? "The text is empty; it must be a map of keys to values, as JSON or YAML."
                : "The text must be a map of keys to values, as JSON or YAML.");
        }

        if (map.Count == 0)
        {
            throw DocumentText.Error("The map of keys to values has no keys.");
        }

        var errors = map.Select(entry => FindError(entry.Key, entry.Value)).OfType<string>().ToArray();
        DocumentText.ThrowIfAny(errors);
        return new SecretValues(map.Select(entry => KeyValuePair.Create(entry.Key, new SensitiveString(ToText(entry.Value)))));
    }

    /// <summary>Writes YAML that <see cref="Parse"/> and other YAML parsers read back as the same texts, in the same order. Contains the
    /// values.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/> for text that is not valid Unicode.</exception>
    public static string WriteYaml(SecretValues values) => ConfigurationYaml.Write(ToMap(values));

    /// <summary>Writes indented JSON in which every value is a string. Contains the values.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/> for text that is not valid Unicode.</exception>
    public static string WriteJson(SecretValues values) => ConfigurationJson.Write(ToMap(values), indented: true);

    private static string? FindError(string key, ConfigurationValue value) => value switch
    {
        ConfigurationNull => $"The value of the key {DocumentText.Quote(key)} is null. Leave the key out, or write \"\" for an empty value.",
        ConfigurationMap or ConfigurationList =>
            $"The value of the key {DocumentText.Quote(key)} is a {(value is ConfigurationMap ? "map" : "list")}; it must be a text. Put it between quotes.",
        _ => null,
    };

    private static string ToText(ConfigurationValue scalar) => scalar switch
    {
        ConfigurationText text => text.Text,
        ConfigurationNumber number => number.Digits,
        ConfigurationBoolean { Value: true } => "true",
        _ => "false",
    };

    private static ConfigurationMap ToMap(SecretValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new ConfigurationMap(values.Select(entry => KeyValuePair.Create<string, ConfigurationValue>(entry.Key, entry.Value.Reveal())));
    }
}
