using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ZenML.Stores.Encryption;

/// <summary>The text of a key ring file: <c>{"version":1,"primary":ID,"keys":[{"id":ID,"key":BASE64,"created":TIME}]}</c>.</summary>
internal static class KeyRingDocument
{
    /// <summary>The file of a fresh ring with one random key.</summary>
    public static byte[] Generate(DateTimeOffset now)
    {
        Span<byte> key = stackalloc byte[KeyRing.KeySize];
        RandomNumberGenerator.Fill(key);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("primary", id);
            writer.WriteStartArray("keys");
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteBase64String("key", key);
            writer.WriteString("created", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        CryptographicOperations.ZeroMemory(key);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a ring.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static KeyRing Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
            || !root.TryGetProperty("version", out var version)
                || version is not { ValueKind: JsonValueKind.Number } || version.GetRawText() != "1")
        {
            throw new FormatException("It is not a key ring of version 1.");
        }

        var primary = Text(root, "primary");
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in List(root, "keys"))
        {
            var key = Convert.FromBase64String(Text(entry, "key"));
            if (key.Length != KeyRing.KeySize || !keys.TryAdd(Text(entry, "id"), key))
            {
                throw new FormatException("A key has the wrong length, or there are two of one id.");
            }
        }

        return keys.ContainsKey(primary) ? new KeyRing(primary, keys) : throw new FormatException("The primary key is missing.");
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"'{name}' is missing.");

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw new FormatException($"'{name}' is missing.");
}
