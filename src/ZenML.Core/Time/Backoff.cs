namespace ZenML.Core.Time;

/// <summary>
/// How long work that goes on by itself pauses after it failed: longer each time, and never so long that people would
/// notice when what failed is well again.
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The pause after so many failures in a row.</summary>
    /// <param name="failures">How many, from 1.</param>
    public static TimeSpan DelayAfter(int failures)
    {
        var pause = First * Math.Pow(2, Math.Clamp(failures, 1, 20) - 1);
        return pause < Longest ? pause : Longest;
    }
}
