using System.Numerics;

namespace ZenML.Client.Masking;

/// <summary>The positions of a text at which a form could begin, in order. Each part of the text is looked at once.</summary>
/// <param name="filter">Finds most forms.</param>
/// <param name="shorts">Finds the short ones; null if the filter finds all.</param>
/// <param name="text">The text.</param>
internal ref struct FormScan<T>(FormFilter<T> filter, ShortForms<T>? shorts, ReadOnlySpan<T> text)
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly ReadOnlySpan<T> text = text;
    private int next = -1;
    private int nextShort = -1;

    /// <summary>
    /// Returns the first position, not before <paramref name="from"/>, where a form could begin, or the length of the text if there is
    /// none. The last positions are all returned: what follows them is not known.
    /// </summary>
    /// <param name="from">A position after those that were returned before.</param>
    public int Next(int from)
    {
        if (next < from)
        {
            next = filter.FindCandidate(text, from);
        }

        if (shorts is null)
        {
            return next;
        }

        if (nextShort < from)
        {
            nextShort = shorts.FindCandidate(text, from);
        }

        return Math.Min(next, nextShort);
    }
}
