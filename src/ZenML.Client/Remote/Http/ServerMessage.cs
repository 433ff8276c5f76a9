using System.Text;
using ZenML.Core.Secrets;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Prepares a server's message for our messages: on one line, with limited length, with hidden characters escaped and without
/// values of the request.
/// </summary>
internal static class ServerMessage
{
    private const int LongestMessage = 2000;

    /// <summary>Shorter values can occur in a message by chance.</summary>
    private const int ShortestDistinctive = 8;

    /// <summary>Longer values that consist of words do not occur in a message by chance.</summary>
    private const int LongestWords = 24;

    /// <summary>Prepares a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="sensitive">Values of the request.</param>
    /// <param name="isOurs">Whether our own server marked it as a message that quotes no value.</param>
    /// <returns>The message; null if it must not be shown.</returns>
    /// <remarks>
    /// A distinctive value is masked. A value that could be an ordinary word or a part of one must not be masked: "Nothing was ***"
    /// reveals that the value is "changed". Our own server never quotes values, so its message is shown unchanged; the message of
    /// any other server is not shown at all.
    /// </remarks>
    public static string? Show(string text, IReadOnlyCollection<string> sensitive, bool isOurs)
    {
        var values = sensitive.SelectMany(WithLines).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (!isOurs && values.Any(value => !IsDistinctive(value) && text.Contains(value, StringComparison.Ordinal)))
        {
            return null;
        }

        // The longest first: a value can contain another one.
        var masked = values.Where(IsDistinctive).OrderByDescending(value => value.Length).Aggregate(
            text, (current, value) => current.Replace(value, SensitiveString.Mask, StringComparison.Ordinal));
        var shown = VisibleText.EscapeMessage(ToOneLine(masked));
        return shown.Length <= LongestMessage ? shown
            : $"{shown[..(LongestMessage - (char.IsHighSurrogate(shown[LongestMessage - 1]) ? 1 : 0))]}...";
    }

    /// <remarks>A message can quote single lines of a value.</remarks>
    private static IEnumerable<string> WithLines(string value) =>
        [value, .. value.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length < value.Length && IsDistinctive(line))];

    private static bool IsDistinctive(string value) =>
        value.Length > LongestWords
            || (value.Length >= ShortestDistinctive
            && value.Any(character => !char.IsLetter(character) && character is not (' ' or '.' or ',')));

    /// <remarks>A server must not be able to add lines to our messages.</remarks>
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
