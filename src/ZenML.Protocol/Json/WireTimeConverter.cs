using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZenML.Protocol.Json;

/// <summary>Writes and reads times as <see cref="WireTimes"/> says.</summary>
public sealed class WireTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WireTimes.TryRead(reader.GetString(), out var time) ? time : throw new JsonException("A time is not in ISO 8601 form.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(WireTimes.Write(value));
    }
}
