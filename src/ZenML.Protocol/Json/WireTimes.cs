using System.Globalization;

namespace ZenML.Protocol.Json;

/// <summary>The forms of times in requests and responses: always UTC, without a zone.</summary>
public static class WireTimes
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";
    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff";
    private const string Operand = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Writes a time to the microsecond; without a fraction when there is none.</summary>
    public static string Write(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var hasFraction = utc.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        return utc.ToString(hasFraction ? Microseconds : Seconds, CultureInfo.InvariantCulture);
    }

    /// <summary>Writes a time that a filter compares for equality: always with microseconds.</summary>
    public static string WriteExact(DateTimeOffset time) => time.UtcDateTime.ToString(Microseconds, CultureInfo.InvariantCulture);

    /// <summary>Writes a time that stands after the operator of a filter: to the second.</summary>
    public static string WriteOperand(DateTimeOffset time) => time.UtcDateTime.ToString(Operand, CultureInfo.InvariantCulture);

    /// <summary>Whether a text is a time as it can stand after the operator of a filter.</summary>
    public static bool IsOperand(ReadOnlySpan<char> text) =>
        DateTime.TryParseExact(text, Operand, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Reads a time in ISO 8601; one without a zone is UTC.</summary>
    public static bool TryRead(string? text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
