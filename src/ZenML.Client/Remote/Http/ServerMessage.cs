using System.Text;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// What a server says, as our messages show it: on one line, of limited length, with hidden characters escaped and
/// without values of the request.
/// </summary>
internal static class ServerMessage
{
    private const int LongestMessage = 2000;

    /// <summary>Shorter values can be part of a message by chance.</summary>
    private const int ShortestDistinctive = 8;

    /// <summary>Longer values that consist of words are no part of a message by chance.</summary>
    private const int LongestWords = 24;

    /// <summary>Prepares a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="sensitive">Values of the request.</param>
    /// <param name="isOurs">Whether our own server marked it as a message that quotes no value.</param>
    /// <returns>The message; null if it must not be shown at all.</returns>
    /// <remarks>
    /// A distinctive value is masked where it stands. A value that could be an ordinary word or a part of one must
    /// not be: "Nothing was ***" shows that it is "changed". Our own server
    /// does not quote values, so its words are left alone; of another server, nothing is shown then.
    /// </remarks>
    public static string? Show(string text, IReadOnlyCollection<string> sensitive, bool isOurs)
    {
        var values = sensitive.SelectMany(WithLines).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (!isOurs && values.Any(value => !IsDistinctive(value) && text.Contains(value, StringComparison.Ordinal)))
        {
            return null;
        }

        // The longest first, so that no part of one is left when another is part of it.
        var masked = values.Where(IsDistinctive).OrderByDescending(value => value.Length).Aggregate(
            text, (current, value) => current.Replace(value, SensitiveString.Mask, StringComparison.Ordinal));
        var shown = VisibleText.EscapeMessage(ToOneLine(masked));
        return shown.Length <= LongestMessage ? shown
            : $"{shown[..(LongestMessage - (char.IsHighSurrogate(shown[LongestMessage - 1]) ? 1 : 0))]}...";
    }

    /// <remarks>A message can quote a value of several lines in part.</remarks>
    private static IEnumerable<string> WithLines(string value) =>
        [value, .. value.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length < value.Length && IsDistinctive(line))];

    private static bool IsDistinctive(string value) =>
        value.Length > LongestWords
            || (value.Length >= ShortestDistinctive
            && value.Any(character => !char.IsLetter(character) && character is not (' ' or '.' or ',')));

    /// <remarks>Whoever writes lines of their own in our messages can pretend to be us.</remarks>
    private static string ToOneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var part in text.ReplaceLineEndings("\n").Split(
            '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            line.Append(line.Length == 0 ? "" : line[^1] is '.' or ':' or ';' or ',' or '!' or '?' ? " " : "; ").Append(part);
        }

        return line.ToString();
    }
}
