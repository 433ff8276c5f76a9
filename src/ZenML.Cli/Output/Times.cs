using System.Globalization;

namespace ZenML.Cli.Output;

/// <summary>Times in data: ISO 8601, UTC, with <c>Z</c>.</summary>
internal static class Times
{
    /// <summary>A time with its microseconds.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
