using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using ZenML.Core.Configurations;

namespace ZenML.Formats.Text;

/// <summary>Reads JSON into configuration values, numbers by their digits. The reader's own messages quote the document and go no further.</summary>
internal static class JsonReading
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = DocumentText.MaximumDepth };

    /// <summary>Reads a checked text.</summary>
    /// <param name="text">The text, as <see cref="DocumentText.Check"/> gave it.</param>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it stops being JSON.</param>
    /// <returns>Whether the text is JSON by its syntax.</returns>
    /// <exception cref="Core.Errors.ZenException">It is, but names a key twice or has half a character in a string.</exception>
    public static bool TryRead(string text, [NotNullWhen(true)] out ConfigurationValue? value, [NotNullWhen(false)] out string? place)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        value = null;
        place = FindMistake(utf8);
        if (place is not null)
        {
            return false;
        }

        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        value = ReadValue(ref reader, utf8);
        return true;
    }

    private static string? FindMistake(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException exception)
        {
            return DocumentText.Place((exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1);
        }
    }

    private static ConfigurationValue ReadValue(ref Utf8JsonReader reader, byte[] utf8) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(ref reader, utf8),
        JsonTokenType.StartArray => ReadList(ref reader, utf8),
        JsonTokenType.String => new ConfigurationText(ReadString(ref reader, utf8)),
        JsonTokenType.Number => new ConfigurationNumber(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.True => new ConfigurationBoolean(true),
        JsonTokenType.False => new ConfigurationBoolean(false),
        _ => new ConfigurationNull(),
    };

    private static ConfigurationMap ReadMap(ref Utf8JsonReader reader, byte[] utf8)
    {
        var map = new ConfigurationMap();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = ReadString(ref reader, utf8);
            if (map.ContainsKey(key))
            {
                throw DocumentText.NamedTwice(key, reader.CurrentDepth, Place(ref reader, utf8));
            }

            reader.Read();
            map[key] = ReadValue(ref reader, utf8);
        }

        return map;
    }

    private static ConfigurationList ReadList(ref Utf8JsonReader reader, byte[] utf8)
    {
        var items = new List<ConfigurationValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, utf8));
        }

        return new ConfigurationList(items);
    }

    private static string ReadString(ref Utf8JsonReader reader, byte[] utf8)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw DocumentText.Mistake($"A string has half of a surrogate pair, which is no character ({Place(ref reader, utf8)}).");
        }
    }

    private static string Place(ref Utf8JsonReader reader, byte[] utf8)
    {
        var before = utf8.AsSpan(0, (int)reader.TokenStartIndex);
        return DocumentText.Place(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
