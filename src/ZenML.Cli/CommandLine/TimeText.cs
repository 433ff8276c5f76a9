using System.Globalization;

namespace ZenML.Cli.CommandLine;

/// <summary>Spans and times as they are written in options: <c>7d</c>, <c>2026-11-30</c>, <c>2026-11-30T08:00:00Z</c>.</summary>
internal static class TimeText
{
    /// <summary>A hundred years: the sum with any time of today is still a time.</summary>
    private const double LongestDays = 36_500;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK",
    ];

    /// <summary>Reads a number and a unit: <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>.</summary>
    /// <returns>Null for another text, and for more than 36,500 days.</returns>
    public static TimeSpan? FindSpan(string text)
    {
        double? unit = text.Length == 0 ? null : text[^1] switch
        {
            's' => 1.0 / 86_400,
            'm' => 1.0 / 1_440,
            'h' => 1.0 / 24,
            'd' => 1,
            'w' => 7,
            _ => null,
        };
        return unit is { } days && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number * days <= LongestDays
            ? TimeSpan.FromDays(number * days)
            : null;
    }

    /// <summary>Reads a date or a time in ISO 8601; UTC unless it says otherwise.</summary>
    /// <returns>Null for another text.</returns>
    public static DateTimeOffset? FindTime(string text) => DateTimeOffset.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        ? time
        : null;

    /// <summary>Reads a span before now, as <see cref="FindSpan"/> does, or a time, as <see cref="FindTime"/> does.</summary>
    /// <returns>Null for another text.</returns>
    public static DateTimeOffset? FindPast(string text, TimeProvider clock) =>
        FindSpan(text) is { } span ? clock.GetUtcNow() - span : FindTime(text);

    /// <summary>Reads a span from now, as <see cref="FindSpan"/> does, or a time, as <see cref="FindTime"/> does.</summary>
    /// <returns>Null for another text.</returns>
    public static DateTimeOffset? FindFuture(string text, TimeProvider clock) =>
        FindSpan(text) is { } span ? clock.GetUtcNow() + span : FindTime(text);

    /// <summary>Reads the value of <c>--since</c>.</summary>
    /// <exception cref="UsageException">It is neither a span nor a time.</exception>
    public static DateTimeOffset ReadSince(string text, TimeProvider clock) => FindPast(text, clock) ?? throw new UsageException(
        $"--since must be a span such as 30m, 12h, 7d or 2w, or a UTC time such as 2026-11-30T08:00:00Z, not '{text}'.");
}
