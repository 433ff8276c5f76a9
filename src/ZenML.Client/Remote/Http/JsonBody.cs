using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ZenML.Client.Remote.Http;

/// <summary>The JSON body of a request.</summary>
internal sealed class JsonBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonBody(byte[] bytes) => Bytes = bytes;

    /// <summary>The text in UTF-8.</summary>
    public byte[] Bytes { get; }

    /// <summary>Text in the body that must not be shown in errors.</summary>
    public IReadOnlyCollection<string> Sensitive { get; init; } = [];

    /// <summary>Creates a body with one object.</summary>
    public static JsonBody Of(Action<Utf8JsonWriter> write, IEnumerable<string>? sensitive = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new JsonBody(buffer.WrittenSpan.ToArray()) { Sensitive = [.. sensitive ?? []] };
    }
}
