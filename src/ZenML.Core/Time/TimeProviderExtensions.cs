namespace ZenML.Core.Time;

/// <summary>Times in the precision of the database.</summary>
public static class TimeProviderExtensions
{
    /// <summary>Returns the current time in UTC, truncated to the microsecond, as the database stores it.</summary>
    public static DateTimeOffset GetMicrosecondUtcNow(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>
    /// Returns the time of a change: the current time, but never before the last change, even if the clock was set
    /// back.
    /// </summary>
    /// <param name="clock">The clock.</param>
    /// <param name="lastChange">When the resource last changed.</param>
    public static DateTimeOffset GetTimeOfChange(this TimeProvider clock, DateTimeOffset lastChange)
    {
        var now = clock.GetMicrosecondUtcNow();
        return now > lastChange ? now : lastChange;
    }
}
