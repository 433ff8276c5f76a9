using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ZenML.SecretsStores.Entries;

/// <summary>
/// What an entry holds instead of values that are larger than an entry can be: the versions of the entries that hold the pieces of the
/// JSON text, its size and its hash. It cannot be taken for values, because those are texts alone.
/// </summary>
/// <param name="Versions">The back end's version of each part, in order.</param>
/// <param name="Bytes">The size of the whole.</param>
/// <param name="Hash">The SHA-256 of the whole, in hexadecimal digits.</param>
internal sealed record EntryParts(IReadOnlyList<string> Versions, long Bytes, string Hash)
{
    // A version of a vendor has at most 64 characters, a UUID for example 36.
    private const int MostBytesOfVersion = 67, MostOtherBytes = 150;

    /// <summary>The most bytes that it takes for a number of parts.</summary>
    public static int SizeOf(int parts) => MostOtherBytes + (parts * MostBytesOfVersion);

    /// <summary>Cuts content between characters.</summary>
    /// <param name="content">Text as UTF-8.</param>
    /// <param name="maximumBytes">The most bytes of one piece.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> content, int maximumBytes)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        while (content.Length > maximumBytes)
        {
            var length = maximumBytes;
            while (IsContinuation(content.Span[length]))
            {
                length--;
            }

            pieces.Add(content[..length]);
            content = content[length..];
        }

        pieces.Add(content);
        return pieces;

        static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
    }

    /// <summary>Computes the hash of content.</summary>
    public static string HashOf(ReadOnlyMemory<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content.Span));

    /// <summary>Writes it as JSON.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("bytes", Bytes.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("sha256", Hash);
            writer.WriteStartArray("parts");
            foreach (var version in Versions)
            {
                writer.WriteStringValue(version);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>It; null if this is something else.</returns>
    public static EntryParts? TryRead(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Array
                && root.TryGetProperty("sha256", out var hash) && root.TryGetProperty("bytes", out var bytes)
                && long.TryParse(bytes.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? new EntryParts([.. parts.EnumerateArray().Select(part => part.GetString() ?? "")], size, hash.GetString() ?? "")
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
