using System.Text.Json;
using System.Text.Json.Serialization;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Protocol.Json;

/// <summary>A value of any kind that the server keeps and gives back without knowing what it is.</summary>
public sealed class ConfigurationValueConverter : JsonConverter<ConfigurationValue>
{
    /// <inheritdoc />
    public override bool HandleNull => true;

    /// <inheritdoc />
    public override ConfigurationValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ConfigurationWriting.Read(ref reader);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ConfigurationValue value, JsonSerializerOptions options) =>
        ConfigurationWriting.Write(writer, value ?? new ConfigurationNull());
}
