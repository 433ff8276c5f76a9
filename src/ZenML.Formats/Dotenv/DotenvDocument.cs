using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Formats.Text;

namespace ZenML.Formats.Dotenv;

/// <summary>
/// A dotenv file: lines of <c>KEY=VALUE</c>, in the grammar on which docker compose, node's dotenv and python-dotenv agree. What they read
/// differently is a warning or an error, never a silent guess.
/// </summary>
public sealed class DotenvDocument
{
    private DotenvDocument(SecretValues values, DotenvReader reader)
    {
        Values = values;
        Warnings = reader.Warnings;
        Lines = reader.Lines;
    }

    /// <summary>The keys and values, in the order of the file. Of a key that appears twice, the last value.</summary>
    public SecretValues Values { get; }

    /// <summary>The line of each key, from 1. Of a key that appears twice, the last line.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; }

    /// <summary>What other programs read differently, one sentence each, with the line. They contain no values.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Whether a text begins like a dotenv file, and not like JSON or YAML.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the text is too long or not valid Unicode.</exception>
    public static bool IsLikely(string text) => JsonOrYaml.IsDotenv(DocumentText.Check(text));

    /// <summary>Reads a file. Line breaks can be LF, CR LF or CR; in values all become LF.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the text is not a dotenv file, has no keys or is too long. The message has line and column,
    /// and no value or other text of the file except a key.
    /// </exception>
    public static DotenvDocument Parse(string text) =>
        ParseAny(text) is { Values.Count: > 0 } document
            ? document
            : throw DocumentText.Error("The dotenv file has no keys. Each line must be KEY=VALUE.");

    /// <summary>Reads a file as <see cref="Parse"/> does. It can be without keys.</summary>
    /// <exception cref="ZenException">As in <see cref="Parse"/>.</exception>
    public static DotenvDocument ParseAny(string text)
    {
        var document = DocumentText.Check(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var reader = new DotenvReader(document);
        return new DotenvDocument(reader.ReadAll(), reader);
    }
}
