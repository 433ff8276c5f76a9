namespace ZenML.Core.Time;

/// <summary>
/// Exponential backoff for background work, with a maximum so short that users do not notice it once the cause of the
/// failures is gone.
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Returns the delay after a number of consecutive failures.</summary>
    /// <param name="failures">The number of failures, at least 1.</param>
    public static TimeSpan DelayAfter(int failures)
    {
        var pause = First * Math.Pow(2, Math.Clamp(failures, 1, 20) - 1);
        return pause < Longest ? pause : Longest;
    }
}
