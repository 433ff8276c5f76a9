using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZenML.Core.Secrets.Details;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// The details of a secret as JSON, but for the plain keys, which have a column of their own. The same details are always the same text,
/// since the tag of the row is made of it.
/// </summary>
internal static class SecretDetailsJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text; null for none.</summary>
    public static string? Write(SecretDetails details)
    {
        if (details is { Description: null, Tags.Count: 0, Expires: null })
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            if (details.Description is { } description)
            {
                writer.WriteString("description", description);
            }

            if (details.Tags.Count > 0)
            {
                writer.WriteStartObject("tags");
                foreach (var (name, value) in details.Tags)
                {
                    writer.WriteString(name, value);
                }

                writer.WriteEndObject();
            }

            if (details.Expires is { } expires)
            {
                writer.WriteNumber("expires", expires.ToStored());
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="json">The text; null for none.</param>
    /// <param name="plainKeys">The plain keys.</param>
    /// <exception cref="FormatException">It is not what <see cref="Write"/> returns.</exception>
    public static SecretDetails Read(string? json, IReadOnlyList<string> plainKeys)
    {
        if (json is null)
        {
            return plainKeys.Count == 0 ? SecretDetails.None : new SecretDetails { PlainKeys = plainKeys };
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new SecretDetails
            {
                Description = root.TryGetProperty("description", out var description) ? description.GetString() : null,
                Tags = root.TryGetProperty("tags", out var tags)
                    ? tags.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal)
                    : new Dictionary<string, string>(),
                Expires = root.TryGetProperty("expires", out var expires)
                    ? StoredForms.ToTime(expires.GetInt64())
                    : null,
                PlainKeys = plainKeys,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("Not the details of a secret.", exception);
        }
    }
}
