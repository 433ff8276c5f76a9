using System.Globalization;
using System.Text;
using System.Text.Unicode;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Formats.Text;

/// <summary>The limits of documents in any format, and errors that do not quote the document.</summary>
internal static class DocumentText
{
    /// <summary>
    /// The maximum length, in UTF-16 code units: enough for the largest secret with every character escaped.
    /// </summary>
    public const int MaximumLength = 8 * 1024 * 1024;

    /// <summary>The maximum nesting depth. It makes recursion safe.</summary>
    public const int MaximumDepth = 64;

    /// <summary>
    /// The maximum number of values: maps, lists and scalars. A value of one character can take 200 bytes of memory, so
    /// without this limit a few megabytes of brackets would take gigabytes.
    /// </summary>
    public const int MaximumValues = 250_000;

    private const int MaximumQuotedKeyLength = 64;

    private const int MaximumReportedErrors = 50;

    /// <summary>Validates a document and removes its byte order mark.</summary>
    public static string Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
        {
            throw TooLong();
        }

        return !UnicodeText.IsWellFormed(text) ? throw Error("The document is not valid Unicode.")
            : text.StartsWith('\uFEFF') ? text[1..]
            : text;
    }

    /// <summary>Validates the bytes of a document and removes its byte order mark.</summary>
    public static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw Error("The document is not valid Unicode.");
        }

        // A document never has more UTF-16 code units than bytes.
        return utf8.Length > MaximumLength && Encoding.UTF8.GetCharCount(utf8) > MaximumLength ? throw TooLong()
            : utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
    }

    public static ZenException Error(string message) => new(ErrorCode.InvalidArgument, message);

    public static ZenException Error(MessageText message) => new(ErrorCode.InvalidArgument, message);

    /// <summary>Throws if there are errors, with one line per error.</summary>
    public static void ThrowIfAny(IReadOnlyCollection<string> errors)
    {
        if (errors.Count > 0)
        {
            var more = errors.Count - MaximumReportedErrors;
            throw Error(string.Join(Environment.NewLine, errors.Take(MaximumReportedErrors))
                + (more > 0 ? $"{Environment.NewLine}... and {Number.Of(more, "more error")}." : ""));
        }
    }

    public static ZenException TooDeep() =>
        Error(string.Create(CultureInfo.InvariantCulture, $"Maps and lists can be nested at most {MaximumDepth} levels deep."));

    public static ZenException TooManyValues() =>
        Error(string.Create(
            CultureInfo.InvariantCulture,
            $"The document has too many values. It can have at most {MaximumValues} maps, lists and scalars."));

    private static ZenException TooLong() =>
        Error(string.Create(CultureInfo.InvariantCulture, $"The document is too long: it can have at most {MaximumLength} characters."));

    /// <summary>A duplicate key. Only top-level keys are quoted, because deeper ones can be part of a value.</summary>
    public static ZenException DuplicateKey(string key, int depth, string place) =>
        Error($"{(depth == 1 ? $"The key {Quote(key)}" : "A key"):raw} appears twice in the same map ({place}).");

    /// <summary>Formats a position, with line and column from 1.</summary>
    public static string Place(long line, long column) => string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");

    /// <summary>
    /// Quotes a key for a message. A text that does not look like a name is not quoted, because it can be a value
    /// without a key.
    /// </summary>
    public static string Quote(string key) =>
        key.Length is > 0 and <= MaximumQuotedKeyLength && !key.Any(char.IsControl) && UnicodeText.IsWellFormed(key)
            ? MessageText.Of($"'{key}'")
        : key.Length == 0 ? "''"
        : $"of {Number.Of(key.Length, "character")}";
}
