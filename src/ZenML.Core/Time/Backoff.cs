namespace ZenML.Core.Time;

/// <summary>Exponential backoff for background work.</summary>
public static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Returns the delay after a number of consecutive failures. It is so short that users do not notice it once their cause is gone.
    /// </summary>
    /// <param name="failures">The number of failures, at least 1.</param>
    public static TimeSpan DelayAfter(int failures) => DelayAfter(failures, First, Longest);

    /// <summary>Returns the delay after a number of consecutive failures. It doubles with each failure.</summary>
    /// <param name="failures">The number of failures, at least 1.</param>
    /// <param name="first">The delay after the first failure.</param>
    /// <param name="longest">The longest delay.</param>
    public static TimeSpan DelayAfter(int failures, TimeSpan first, TimeSpan longest)
    {
        var pause = first * Math.Pow(2, Math.Clamp(failures, 1, 20) - 1);
        return pause < longest ? pause : longest;
    }
}
