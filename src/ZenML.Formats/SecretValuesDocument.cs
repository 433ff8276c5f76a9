using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats.Text;

namespace ZenML.Formats;

/// <summary>
/// The keys and values of a secret as JSON or YAML: a flat map. Scalars keep their original text: <c>0123</c>,
/// <c>on</c>, <c>1e3</c>, <c>2024-01-01</c> and, in YAML, <c>null</c> and <c>~</c> are read as strings.
/// </summary>
public static class SecretValuesDocument
{
    /// <summary>Parses a document: JSON if it starts like JSON, otherwise YAML.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the document is not a flat map, is empty, or has a duplicate key or a
    /// JSON null. The message can contain a key and a line number, but no value or other text of the document.
    /// </exception>
    public static SecretValues Parse(string text)
    {
        var document = JsonOrYaml.Read(text, keepText: true);
        if (document is not ConfigurationMap map)
        {
            throw DocumentText.Error(document is ConfigurationNull
                ? "The document is empty. It must be a map of keys to values, as JSON or YAML."
                : "The document must be a map of keys to values, as JSON or YAML.");
        }

        if (map.Count == 0)
        {
            throw DocumentText.Error("The map of keys to values has no keys.");
        }

        DocumentText.ThrowIfAny([.. map.Select(entry => FindError(entry.Key, entry.Value)).OfType<string>()]);
        return ToValues(map);
    }

    /// <summary>
    /// Parses a document with several secrets: a map of their names to maps as in <see cref="Parse"/>, in the order of the document.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> as in <see cref="Parse"/>, and if something at the top level is not a map with keys.
    /// </exception>
    public static IReadOnlyList<KeyValuePair<string, SecretValues>> ParseEach(string text)
    {
        if (JsonOrYaml.Read(text, keepText: true) is not ConfigurationMap { Count: > 0 } secrets)
        {
            throw DocumentText.Error("The document must be a map of secrets, each a map of keys to values, as JSON or YAML.");
        }

        DocumentText.ThrowIfAny([.. secrets.SelectMany(secret => secret.Value is ConfigurationMap { Count: > 0 } map
            ? map.Select(entry => FindError(entry.Key, entry.Value)).OfType<string>()
                .Select(error => $"In the secret {DocumentText.Quote(secret.Key)}: {error}")
            : [$"The secret {DocumentText.Quote(secret.Key)} must be a map with at least one key."])]);
        return [.. secrets.Select(secret => KeyValuePair.Create(secret.Key, ToValues((ConfigurationMap)secret.Value)))];
    }

    /// <summary>
    /// Writes YAML that <see cref="Parse"/> and other YAML parsers read as the same strings, in the same order. The
    /// result contains the values.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> for a value that is not valid Unicode.
    /// </exception>
    public static string WriteYaml(SecretValues values) => ConfigurationYaml.Write(ToMap(values));

    /// <summary>Writes indented JSON with string values. The result contains the values.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> for a value that is not valid Unicode.
    /// </exception>
    public static string WriteJson(SecretValues values) => ConfigurationJson.Write(ToMap(values), indented: true);

    private static string? FindError(string key, ConfigurationValue value) => value switch
    {
        ConfigurationNull => $"The value of the key {DocumentText.Quote(key)} is null. Remove the key, or write \"\" for an empty value.",
        ConfigurationMap or ConfigurationList =>
            $"The value of the key {DocumentText.Quote(key)} must be a string, not a {(value is ConfigurationMap ? "map" : "list")}. "
            + "Put it in quotes.",
        _ => null,
    };

    private static SecretValues ToValues(ConfigurationMap map) =>
        new(map.Select(entry => KeyValuePair.Create(entry.Key, new SensitiveString(ToText(entry.Value)))));

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
        return new ConfigurationMap(
            values.Select(entry => KeyValuePair.Create<string, ConfigurationValue>(entry.Key, entry.Value.Reveal())));
    }
}
