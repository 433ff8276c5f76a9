namespace ZenML.Core.Auditing.Chains;

/// <summary>Times of the audit log as whole microseconds since 1970.</summary>
public static class AuditTimes
{
    /// <summary>The microseconds of a time, rounded down.</summary>
    public static long Microseconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return (ticks / TimeSpan.TicksPerMicrosecond) - (ticks % TimeSpan.TicksPerMicrosecond < 0 ? 1 : 0);
    }

    /// <summary>The time of so many microseconds; the earliest or latest one if there is no such time.</summary>
    public static DateTimeOffset Time(long microseconds)
    {
        var (earliest, latest) = (Microseconds(DateTimeOffset.MinValue), Microseconds(DateTimeOffset.MaxValue));
        return DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, earliest, latest) * TimeSpan.TicksPerMicrosecond);
    }
}
