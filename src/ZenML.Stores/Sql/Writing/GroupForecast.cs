using System.Diagnostics;

namespace ZenML.Stores.Sql.Writing;

/// <summary>How many writes the next group is likely to have, and how long it is worth waiting for them.</summary>
/// <param name="Writes">The writes of the last group, and those that waited when it was done.</param>
/// <param name="Patience">The longest wait.</param>
/// <param name="Made">When the last group was done, as a time stamp of <see cref="Stopwatch"/>.</param>
internal readonly record struct GroupForecast(int Writes, TimeSpan Patience, long Made)
{
    // What comes later than so many times the patience does not come because of the last group.
    private const int Validity = 4;

    /// <summary>Nothing to wait for.</summary>
    public static GroupForecast None { get; } = new(1, TimeSpan.Zero, 0);

    /// <summary>Whether a group should begin now.</summary>
    /// <param name="waiting">How many writes wait for it.</param>
    /// <param name="started">Since when it gathers, as a time stamp of <see cref="Stopwatch"/>.</param>
    public bool IsComplete(int waiting, long started) =>
        waiting >= Writes || Stopwatch.GetElapsedTime(started) >= Patience
            || Stopwatch.GetElapsedTime(Made, started) >= Patience * Validity;
}
