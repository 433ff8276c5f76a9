using System.Buffers;
using System.Text;
using System.Text.Json;
using ZenML.Core.Secrets;

namespace ZenML.SecretsStores.Entries;

/// <summary>
/// Values as an entry holds them: one JSON object of texts, in order, as UTF-8 in which only quotes, backslashes and control characters are
/// escaped. The JSON library escapes more, which would make texts of many scripts six times as long and unreadable in a back end.
/// </summary>
internal static class EntryJson
{
    /// <summary>Writes values. The result contains them: never log it.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<KeyValuePair<string, SensitiveString>> values)
    {
        var text = new ArrayBufferWriter<byte>();
        text.Write("{"u8);
        var isFirst = true;
        foreach (var (key, value) in values)
        {
            if (!isFirst)
            {
                text.Write(","u8);
            }

            isFirst = false;
            WriteText(text, key);
            text.Write(":"u8);
            WriteText(text, value.Reveal());
        }

        text.Write("}"u8);
        return text.WrittenMemory;
    }

    /// <summary>Writes one text in quotes.</summary>
    public static void WriteText(IBufferWriter<byte> writer, ReadOnlySpan<char> text)
    {
        writer.Write("\""u8);
        while (text.Length > 0)
        {
            var plain = FindEscaped(text);
            Encoding.UTF8.GetBytes(text[..plain], writer);
            if (plain == text.Length)
            {
                break;
            }

            WriteEscaped(writer, text[plain]);
            text = text[(plain + 1)..];
        }

        writer.Write("\""u8);
    }

    /// <summary>Reads values.</summary>
    /// <returns>The values; null if this is not one JSON object of texts with different keys.</returns>
    public static SecretValues? TryRead(ReadOnlyMemory<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content.Span, new JsonReaderOptions { MaxDepth = 2 });
            return TryRead(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or an escape that is no character.
            return null;
        }
    }

    private static SecretValues? TryRead(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var values = new SecretValues();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            if (values.ContainsKey(key) || !reader.Read() || reader.TokenType != JsonTokenType.String)
            {
                return null;
            }

            values[key] = reader.GetString()!;
        }

        return reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? values : null;
    }

    private static int FindEscaped(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is < ' ' or '"' or '\\')
            {
                return index;
            }
        }

        return text.Length;
    }

    private static void WriteEscaped(IBufferWriter<byte> writer, char character)
    {
        const string Digits = "0123456789abcdef";
        switch (character)
        {
            case '"' or '\\':
                writer.Write([(byte)'\\', (byte)character]);
                break;
            case '\n':
                writer.Write("\\n"u8);
                break;
            case '\r':
                writer.Write("\\r"u8);
                break;
            case '\t':
                writer.Write("\\t"u8);
                break;
            default:
                writer.Write("\\u00"u8);
                writer.Write([(byte)Digits[character >> 4], (byte)Digits[character & 15]]);
                break;
        }
    }
}
