namespace ZenML.Core.Accounts.Credentials;

/// <summary>How many logins failed that count together.</summary>
/// <param name="Failures">How many.</param>
/// <param name="Expires">When they no longer count.</param>
public sealed record LoginCount(long Failures, DateTimeOffset Expires)
{
    /// <summary>
    /// Whether it counts. A count that would still count after two windows was written while the clock was ahead: it must not refuse the
    /// right password for as
    /// long as the clock was wrong. The second window is for replicas whose clocks do not agree.
    /// </summary>
    /// <param name="window">How long a series counts.</param>
    /// <param name="now">The present time.</param>
    internal bool IsCurrent(TimeSpan window, DateTimeOffset now) => Expires > now && Expires - now <= 2 * window;
}
