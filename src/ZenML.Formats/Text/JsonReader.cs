using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Text;

/// <summary>
/// Reads JSON into configuration values and keeps the digits of numbers. The messages of the platform's reader quote
/// the document, so they are not passed on.
/// </summary>
internal static class JsonReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = DocumentText.MaximumDepth };

    // Immutable and shared by all documents.
    private static readonly ConfigurationNull Null = new();
    private static readonly ConfigurationBoolean True = new(true);
    private static readonly ConfigurationBoolean False = new(false);
    private static readonly ConfigurationList EmptyList = new([]);

    /// <summary>Reads a document.</summary>
    /// <param name="text">The document, from <see cref="DocumentText.Check(string)"/>.</param>
    /// <param name="value">The value.</param>
    /// <param name="place">The position of the first error.</param>
    /// <returns>Whether the syntax is valid.</returns>
    /// <exception cref="Core.Errors.ZenException">
    /// The syntax is valid, but there is a duplicate key, an unpaired surrogate, or too many values.
    /// </exception>
    public static bool TryRead(string text, [NotNullWhen(true)] out ConfigurationValue? value, [NotNullWhen(false)] out string? place) =>
        TryRead(Encoding.UTF8.GetBytes(text), out value, out place);

    /// <summary>
    /// Reads a document in UTF-8, like <see cref="TryRead(string, out ConfigurationValue?, out string?)"/>.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ConfigurationValue? value, [NotNullWhen(false)] out string? place)
    {
        value = null;
        place = FindError(utf8);
        if (place is not null)
        {
            return false;
        }

        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        value = ReadValue(ref reader, utf8);
        return true;
    }

    /// <remarks>Allocates nothing, so that a rejected document needs no memory beyond its own bytes.</remarks>
    private static string? FindError(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        var values = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray or JsonTokenType.PropertyName)
                    && ++values > DocumentText.MaximumValues)
                {
                    throw DocumentText.TooManyValues();
                }
            }

            return null;
        }
        catch (JsonException exception)
        {
            var start = 0;
            for (var line = 0; line < exception.LineNumber; line++)
            {
                start += utf8[start..].IndexOf((byte)'\n') + 1;
            }

            return Place(utf8, Math.Min(utf8.Length, start + (int)(exception.BytePositionInLine ?? 0)));
        }
    }

    /// <summary>
    /// Returns advice for common errors inside strings, as a sentence to append to a message; empty for other errors.
    /// </summary>
    /// <param name="text">
    /// A document that <see cref="TryRead(string, out ConfigurationValue?, out string?)"/> rejected.
    /// </param>
    public static string Hint(string text)
    {
        var (isInString, isEscaped) = (false, false);
        foreach (var character in text)
        {
            if (isEscaped)
            {
                if (!"\"\\/bfnrtu".Contains(character))
                {
                    return " Write a backslash as \\\\.";
                }

                isEscaped = false;
            }
            else if (isInString && character < ' ')
            {
                return character is '\r' or '\n' ? " Write a line break inside a string as \\n." : " Write a control character as \\uXXXX.";
            }
            else if (character == '"')
            {
                isInString = !isInString;
            }
            else
            {
                isEscaped = isInString && character == '\\';
            }
        }

        return "";
    }

    private static ConfigurationValue ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(ref reader, utf8),
        JsonTokenType.StartArray => ReadList(ref reader, utf8),
        JsonTokenType.String => new ConfigurationText(ReadString(ref reader, utf8)),
        JsonTokenType.Number => new ConfigurationNumber(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        _ => Null,
    };

    private static ConfigurationMap ReadMap(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        var map = new ConfigurationMap();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = ReadString(ref reader, utf8);
            if (map.ContainsKey(key))
            {
                throw DocumentText.DuplicateKey(key, reader.CurrentDepth, Place(ref reader, utf8));
            }

            reader.Read();
            map[key] = ReadValue(ref reader, utf8);
        }

        return map;
    }

    private static ConfigurationList ReadList(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        List<ConfigurationValue>? items = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            (items ??= []).Add(ReadValue(ref reader, utf8));
        }

        return items is null ? EmptyList : new ConfigurationList(items);
    }

    private static string ReadString(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw DocumentText.Error(
                $"A string contains an unpaired surrogate, which is not a valid character ({Place(ref reader, utf8)}).");
        }
    }

    private static string Place(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8) => Place(utf8, (int)reader.TokenStartIndex);

    /// <remarks>Columns count characters, not bytes.</remarks>
    private static string Place(ReadOnlySpan<byte> utf8, int index)
    {
        var before = utf8[..index];
        return DocumentText.Place(
            before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }
}
