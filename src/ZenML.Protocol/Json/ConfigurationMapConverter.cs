using System.Text.Json;
using System.Text.Json.Serialization;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Protocol.Json;

/// <summary>A map that the server keeps and gives back without knowing what is in it.</summary>
public sealed class ConfigurationMapConverter : JsonConverter<ConfigurationMap>
{
    /// <inheritdoc />
    public override ConfigurationMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ConfigurationWriting.Read(ref reader) as ConfigurationMap ?? throw new JsonException("A map was expected.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ConfigurationMap value, JsonSerializerOptions options) =>
        ConfigurationWriting.Write(writer, value);
}
