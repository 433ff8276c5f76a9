namespace ZenML.Core;

/// <summary>Times as they are stored.</summary>
public static class Clocks
{
    /// <summary>The present time in UTC, cut to the microsecond so that it reads back as it was written.</summary>
    public static DateTimeOffset GetMicrosecondUtcNow(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
