using System.Text.Json;
using System.Text.Json.Serialization;
using ZenML.Core.Runs;

namespace ZenML.Protocol.Json;

/// <summary>A document that is passed on as it is.</summary>
public sealed class OpaqueJsonConverter : JsonConverter<OpaqueJson>
{
    /// <inheritdoc />
    public override OpaqueJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new OpaqueJson(document.RootElement.GetRawText());
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, OpaqueJson value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(value.Text ?? "null", skipInputValidation: true);
    }
}
