using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZenML.Client.Masking;

/// <summary>
/// Finds the forms of values in a text. Nearly every position is ruled out by one bit, chosen by a hash of the four elements that begin
/// there. What remains is searched among the forms with the same beginning, in sorted order, so that many values that begin alike,
/// such as addresses, cost little.
/// </summary>
/// <remarks>Not for several threads at once.</remarks>
internal sealed class FormIndex<T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>
    /// Longer forms are cut into pieces that are found one by one and are masked together. This limits what is held back.
    /// </summary>
    public const int LongestPiece = 1024;

    /// <summary>Bits of the filter for each beginning. With fewer, more text has to be searched; more do not fit into the cache.</summary>
    private const int BitsPerWindow = 128;

    private readonly FormTable<T> exact = new();

    /// <summary>Forms whose letters can be small or capital ones, here with small ones.</summary>
    private readonly FormTable<T> anyCase = new();

    private readonly T[] lower = new T[LongestPiece];
    private ulong[] filter = new ulong[64];

    /// <summary>Adds a form; ignores one of fewer than four elements.</summary>
    /// <param name="form">The form.</param>
    /// <param name="isAnyCase">Whether its letters of ASCII can be small or capital ones. They must be small here.</param>
    public void Add(ReadOnlySpan<T> form, bool isAnyCase = false)
    {
        while (form.Length > LongestPiece)
        {
            AddPiece(form[..LongestPiece], isAnyCase);

            // The last piece has the full length too: a remainder of a few elements would be found everywhere.
            form = form[Math.Min(LongestPiece, form.Length - LongestPiece)..];
        }

        if (form.Length >= FormWindow.Length)
        {
            AddPiece(form, isAnyCase);
        }
    }

    /// <summary>
    /// Returns the first position, not before <paramref name="from"/>, where a form could begin, or the length of the text if there is
    /// none. The last positions are all returned: what follows them is not known.
    /// </summary>
    public int FindCandidate(ReadOnlySpan<T> text, int from)
    {
        var end = text.Length - FormWindow.Length;
        var bits = filter;
        var shift = Shift;
        ref var start = ref MemoryMarshal.GetReference(text);
        for (var position = from; position <= end; position++)
        {
            // A whole window is left, so this reads nothing behind the text.
            var hash = Hash(FormWindow.Read(in Unsafe.Add(ref start, position)), shift);
            if ((bits[hash >> 6] & (1UL << (int)hash)) != 0)
            {
                return position;
            }
        }

        return Math.Max(from, Math.Max(end + 1, 0));
    }

    /// <summary>Finds the longest form that the text begins with.</summary>
    /// <param name="text">The rest of the text.</param>
    /// <returns>Its length, 0 if there is none; and whether more text could complete a longer form.</returns>
    public (int Length, bool IsOpen) Match(ReadOnlySpan<T> text)
    {
        var (length, isOpen) = exact.Match(text);
        var start = Lower(text[..Math.Min(text.Length, FormWindow.Length)]);
        if (start.Length < FormWindow.Length)
        {
            return (length, isOpen || anyCase.ShortestWith(start) > 0);
        }

        if (!anyCase.Has(FormWindow.Read(in start[0])))
        {
            return (length, isOpen);
        }

        var other = anyCase.Match(Lower(text[..Math.Min(text.Length, anyCase.Longest)]));
        return (Math.Max(length, other.Length), isOpen || other.IsOpen);
    }

    /// <summary>Returns the length of the shortest form that begins with a text of fewer than four elements; 0 if there is none.</summary>
    public int ShortestWith(ReadOnlySpan<T> start)
    {
        var (one, other) = (exact.ShortestWith(start), anyCase.ShortestWith(Lower(start)));
        return one == 0 || other == 0 ? Math.Max(one, other) : Math.Min(one, other);
    }

    private int Shift => 64 - BitOperations.Log2((uint)filter.Length * 64);

    private static ulong Hash(ulong window, int shift) => (FormWindow.Fold<T>(window) * 0x9E3779B97F4A7C15) >> shift;

    private ReadOnlySpan<T> Lower(ReadOnlySpan<T> text)
    {
        FormWindow.Lower(text, lower);
        return lower.AsSpan(0, text.Length);
    }

    private void AddPiece(ReadOnlySpan<T> piece, bool isAnyCase)
    {
        if ((isAnyCase ? anyCase : exact).Add(piece))
        {
            AddToFilter(FormWindow.Pack(piece[..FormWindow.Length]));
        }
    }

    private void AddToFilter(ulong window)
    {
        if ((exact.Windows.Count + anyCase.Windows.Count) * BitsPerWindow <= filter.Length * 64)
        {
            SetBit(window);
            return;
        }

        filter = new ulong[filter.Length * 2];
        foreach (var each in exact.Windows.Concat(anyCase.Windows))
        {
            SetBit(each);
        }
    }

    private void SetBit(ulong window)
    {
        var hash = Hash(window, Shift);
        filter[hash >> 6] |= 1UL << (int)hash;
    }
}
