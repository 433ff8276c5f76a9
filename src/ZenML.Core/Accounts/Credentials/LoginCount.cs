namespace ZenML.Core.Accounts.Credentials;

/// <summary>A count of failed logins.</summary>
/// <param name="Failures">The number of failures.</param>
/// <param name="Expires">When the count expires.</param>
public sealed record LoginCount(long Failures, DateTimeOffset Expires)
{
    /// <summary>
    /// Whether the count is valid. A count that expires more than two windows from now was written by a clock that was
    /// ahead, and must not block the correct password for that long. The second window allows for clock differences
    /// between replicas.
    /// </summary>
    /// <param name="window">The length of the window.</param>
    /// <param name="now">The current time.</param>
    internal bool IsCurrent(TimeSpan window, DateTimeOffset now) => Expires > now && Expires - now <= 2 * window;
}
