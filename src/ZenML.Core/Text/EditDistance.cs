namespace ZenML.Core.Text;

/// <summary>How far two names are apart.</summary>
public static class EditDistance
{
    /// <summary>
    /// Returns how many characters must be added, removed or replaced to turn one text into the other. Upper and lower
    /// case are equal.
    /// </summary>
    /// <param name="first">One text.</param>
    /// <param name="second">The other text.</param>
    /// <param name="swaps">Whether a swap of two neighbours counts as one change instead of two.</param>
    public static int Between(string first, string second, bool swaps = false)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);

        // Three rows of the table are enough: a swap looks two rows back.
        var before = new int[second.Length + 1];
        var previous = Enumerable.Range(0, second.Length + 1).ToArray();
        var current = new int[second.Length + 1];
        for (var i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = previous[j - 1] + (AreEqual(first[i - 1], second[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (swaps && i > 1 && j > 1 && AreEqual(first[i - 1], second[j - 2]) && AreEqual(first[i - 2], second[j - 1]))
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[second.Length];
    }

    private static bool AreEqual(char first, char second) => char.ToLowerInvariant(first) == char.ToLowerInvariant(second);
}
