using System.Globalization;
using System.Text;
using System.Text.Unicode;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Formats.Text;

/// <summary>What holds for every document, whatever its format: limits, and errors told without quoting the document.</summary>
internal static class DocumentText
{
    /// <summary>The longest document, in UTF-16 units: room for the largest secret with every character escaped.</summary>
    public const int MaximumLength = 8 * 1024 * 1024;

    /// <summary>The most maps and lists inside each other. Recursion over a document is safe because of it.</summary>
    public const int MaximumDepth = 64;

    /// <summary>
    /// The most values in one document: maps, lists and scalars. A value of one character takes up to 200 bytes in memory, so with a limit
    /// of length alone a few megabytes of brackets would take gigabytes.
    /// </summary>
    public const int MaximumValues = 250_000;

    private const int MaximumQuotedKeyLength = 64;

    private const int MaximumReportedErrors = 50;

    /// <summary>The document without a byte order mark, if it can be read at all.</summary>
    public static string Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
        {
            throw TooLong();
        }

        return !UnicodeText.IsWellFormed(text) ? throw Error("The text is not valid Unicode.") : text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    /// <summary>The bytes of a document without a byte order mark, if it can be read at all.</summary>
    public static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw Error("The text is not valid Unicode.");
        }

        // No text has more UTF-16 units than bytes.
        return utf8.Length > MaximumLength && Encoding.UTF8.GetCharCount(utf8) > MaximumLength ? throw TooLong()
            : utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
    }

    public static ZenException Error(string message) => new(ErrorCode.InvalidArgument, message);

    public static ZenException Error(MessageText message) => new(ErrorCode.InvalidArgument, message);

    /// <summary>Reports errors together, one line for each.</summary>
    public static void ThrowIfAny(IReadOnlyCollection<string> errors)
    {
        if (errors.Count > 0)
        {
            var more = errors.Count - MaximumReportedErrors;
            throw Error(string.Join(Environment.NewLine, errors.Take(MaximumReportedErrors))
                + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}... and {more} more mistakes.") : ""));
        }
    }

    public static ZenException TooDeep() =>
        Error(string.Create(CultureInfo.InvariantCulture, $"Maps and lists can lie {MaximumDepth} levels deep inside each other; these lie deeper."));

    public static ZenException TooManyValues() =>
        Error(string.Create(
            CultureInfo.InvariantCulture, $"The text has too many values. It can have {MaximumValues}: maps, lists and scalars."));

    private static ZenException TooLong() =>
        Error(string.Create(CultureInfo.InvariantCulture, $"The text is too long: it can have {MaximumLength} characters."));

    /// <summary>A key named twice. Only keys at the top are named: deeper ones may be part of a value.</summary>
    public static ZenException DuplicateKey(string key, int depth, string place) =>
        Error($"{(depth == 1 ? $"The key {Quote(key)}" : "A key"):raw} is named twice in one map ({place}).");

    /// <summary>A position for people, who count from 1.</summary>
    public static string Place(long line, long column) => string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");

    /// <summary>A key as messages show it: what does not look like a name is not repeated, as it may be a value that lost its
    /// key.</summary>
    public static string Quote(string key) =>
        key.Length is > 0 and <= MaximumQuotedKeyLength && !key.Any(char.IsControl) && UnicodeText.IsWellFormed(key) ? MessageText.Of($"'{key}'")
        : key.Length == 0 ? "''"
        : $"of {Number.Of(key.Length, "character")}";
}
