using System.Text.Json;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Protocol.Json;

/// <summary>
/// Configurations as they travel: every scalar as it was written, and sensitive values in clear text, because clients
/// run with them.
/// </summary>
internal static class ConfigurationWriting
{
    public static ConfigurationValue Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ConfigurationJson.Parse(document.RootElement.GetRawText());
    }

    public static void Write(Utf8JsonWriter writer, ConfigurationValue value)
    {
        switch (value)
        {
            case ConfigurationMap map:
                writer.WriteStartObject();
                foreach (var (name, entry) in map)
                {
                    writer.WritePropertyName(name);
                    Write(writer, entry);
                }

                writer.WriteEndObject();
                break;
            case ConfigurationList list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ConfigurationText text:
                writer.WriteStringValue(text.Text);
                break;
            case ConfigurationNumber number:
                writer.WriteRawValue(number.Digits);
                break;
            case ConfigurationBoolean boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            case ConfigurationSensitive { Value: { } sensitive }:
                writer.WriteStringValue(sensitive.Reveal());
                break;
            case ConfigurationSensitive:
                throw new InvalidOperationException("A sensitive value was not loaded before it was to be sent.");
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
