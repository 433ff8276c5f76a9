using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ZenML.Protocol.Accounts;

/// <summary>The text of an API key: <c>ZENKEY_</c> and base64 of a JSON object with the key's id and its secret part.</summary>
public static class ApiKeyText
{
    private const string Prefix = "ZENKEY_";

    private const int MaximumLength = 1024;

    /// <summary>Writes a key.</summary>
    public static string Write(Guid id, string secret) =>
        Prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"id": "{{id:D}}", "key": "{{secret}}"}"""));

    /// <summary>Reads a key, with or without the prefix.</summary>
    /// <returns>Whether it is one; nothing is known of whether it is good.</returns>
    public static bool TryRead(string text, out Guid id, out string secret)
    {
        ArgumentNullException.ThrowIfNull(text);
        (id, secret) = (Guid.Empty, "");
        var encoded = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        var bytes = new byte[MaximumLength];
        if (encoded.Length > MaximumLength || !Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(new ReadOnlySequence<byte>(bytes, 0, length));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("id", out var idText)
                || idText.ValueKind != JsonValueKind.String
                || !Guid.TryParse(idText.GetString(), out id)
                || !root.TryGetProperty("key", out var key) || key.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            secret = key.GetString()!;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not Unicode.
            return false;
        }
    }
}
