namespace ZenML.Core.Time;

/// <summary>Times as they are stored.</summary>
public static class TimeProviderExtensions
{
    /// <summary>The present time in UTC, cut to the microsecond so that it reads back as it was written.</summary>
    public static DateTimeOffset GetMicrosecondUtcNow(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>The time of a change of something: the present time, but never before its last change, even if the clock was set back
    /// since.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="lastChange">When it last changed.</param>
    public static DateTimeOffset GetTimeOfChange(this TimeProvider clock, DateTimeOffset lastChange)
    {
        var now = clock.GetMicrosecondUtcNow();
        return now > lastChange ? now : lastChange;
    }
}
