using System.Text.Json;
using System.Text.Json.Serialization;
using ZenML.Core.Secrets;

namespace ZenML.Protocol.Json;

/// <summary>The values of a secret in clear text, the one form in which they travel. A null is left out.</summary>
public sealed class SecretValuesConverter : JsonConverter<SecretValues>
{
    /// <inheritdoc />
    public override SecretValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new SecretValues();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The values of a secret must be a map.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                values[key] = new SensitiveString(reader.GetString()!);
            }
        }

        return values;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, SecretValues value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var (key, text) in value)
        {
            writer.WriteString(key, text.Reveal());
        }

        writer.WriteEndObject();
    }
}
