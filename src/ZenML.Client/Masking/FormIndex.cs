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
    /// <summary>The elements of which a beginning consists. No form is shorter.</summary>
    public const int WindowLength = 4;

    /// <summary>
    /// Longer forms are cut into pieces that are found one by one and are masked together. This limits what is held back.
    /// </summary>
    public const int LongestPiece = 1024;

    /// <summary>Bits of the filter for each beginning. With fewer, more text has to be searched; more do not fit into the cache.</summary>
    private const int BitsPerWindow = 128;

    private readonly Dictionary<ulong, T[][]> formsByWindow = [];
    private readonly Dictionary<(int Length, ulong Elements), int> shortestByStart = [];
    private ulong[] filter = new ulong[64];

    /// <summary>Adds a form of at least <see cref="WindowLength"/> elements; ignores a shorter one.</summary>
    public void Add(ReadOnlySpan<T> form)
    {
        while (form.Length > LongestPiece)
        {
            AddPiece(form[..LongestPiece]);

            // The last piece has the full length too: a remainder of a few elements would be found everywhere.
            form = form[Math.Min(LongestPiece, form.Length - LongestPiece)..];
        }

        if (form.Length >= WindowLength)
        {
            AddPiece(form);
        }
    }

    /// <summary>
    /// Returns the first position, not before <paramref name="from"/>, where a form could begin, or the length of the text if there is
    /// none. The last positions are all returned: what follows them is not known.
    /// </summary>
    public int FindCandidate(ReadOnlySpan<T> text, int from)
    {
        var end = text.Length - WindowLength;
        var bits = filter;
        var shift = Shift;
        ref var start = ref MemoryMarshal.GetReference(text);
        for (var position = from; position <= end; position++)
        {
            // A whole window is left, so this reads nothing behind the text.
            var hash = Hash(ReadWindow(ref Unsafe.Add(ref start, position)), shift);
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
        if (text.Length < WindowLength)
        {
            return (0, shortestByStart.ContainsKey((text.Length, Pack(text))));
        }

        if (!formsByWindow.TryGetValue(Pack(text[..WindowLength]), out var forms))
        {
            return (0, false);
        }

        var place = FindPlace(forms, text);
        var isWhole = place < forms.Length && text.SequenceEqual(forms[place]);
        var next = isWhole ? place + 1 : place;
        var isOpen = next < forms.Length && forms[next].AsSpan().StartsWith(text);
        return (isWhole ? text.Length : LongestBefore(forms, place, text), isOpen);
    }

    /// <summary>Returns the length of the shortest form that begins with a text of fewer than four elements; 0 if there is none.</summary>
    public int ShortestWith(ReadOnlySpan<T> start) => shortestByStart.GetValueOrDefault((start.Length, Pack(start)));

    private int Shift => 64 - BitOperations.Log2((uint)filter.Length * 64);

    /// <summary>Returns the length of the longest of the forms before a place that the text begins with.</summary>
    private static int LongestBefore(T[][] forms, int place, ReadOnlySpan<T> text)
    {
        while (place > 0)
        {
            var previous = forms[place - 1].AsSpan();
            var common = text.CommonPrefixLength(previous);
            if (common == previous.Length)
            {
                return common;
            }

            // A form that the text begins with is not longer than what the text has in common with the one before its place.
            text = text[..common];
            place = FindPlace(forms.AsSpan(0, place - 1), text);
            if (place < forms.Length && text.SequenceEqual(forms[place]))
            {
                return common;
            }
        }

        return 0;
    }

    /// <summary>Returns the place of the first form that is not sorted before the text.</summary>
    private static int FindPlace(ReadOnlySpan<T[]> forms, ReadOnlySpan<T> text)
    {
        var (low, high) = (0, forms.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (text.SequenceCompareTo(forms[middle]) > 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void AddPiece(ReadOnlySpan<T> piece)
    {
        var window = Pack(piece[..WindowLength]);
        ref var forms = ref CollectionsMarshal.GetValueRefOrAddDefault(formsByWindow, window, out var isKnown);
        if (!isKnown)
        {
            forms = [piece.ToArray()];
            AddToFilter(window);
        }
        else
        {
            var place = FindPlace(forms, piece);
            if (place < forms!.Length && piece.SequenceEqual(forms[place]))
            {
                return;
            }

            forms = [.. forms.AsSpan(0, place), piece.ToArray(), .. forms.AsSpan(place)];
        }

        for (var length = 1; length < WindowLength; length++)
        {
            ref var shortest = ref CollectionsMarshal.GetValueRefOrAddDefault(shortestByStart, (length, Pack(piece[..length])), out _);
            shortest = shortest == 0 ? piece.Length : Math.Min(shortest, piece.Length);
        }
    }

    private void AddToFilter(ulong window)
    {
        if (formsByWindow.Count * BitsPerWindow <= filter.Length * 64)
        {
            SetBit(window);
            return;
        }

        filter = new ulong[filter.Length * 2];
        foreach (var each in formsByWindow.Keys)
        {
            SetBit(each);
        }
    }

    private void SetBit(ulong window)
    {
        var hash = Hash(window, Shift);
        filter[hash >> 6] |= 1UL << (int)hash;
    }

    private static ulong Hash(ulong window, int shift) => (window * 0x9E3779B97F4A7C15) >> shift;

    /// <summary>The elements of a window or of less as one number, the first one lowest.</summary>
    private static ulong Pack(ReadOnlySpan<T> elements)
    {
        var packed = 0UL;
        for (var index = elements.Length - 1; index >= 0; index--)
        {
            packed = (packed << (Unsafe.SizeOf<T>() * 8)) | ulong.CreateTruncating(elements[index]);
        }

        return packed;
    }

    /// <summary>Reads four elements at once, as <see cref="Pack"/> does one by one on little-endian processors.</summary>
    private static ulong ReadWindow(ref T start)
    {
        ref var bytes = ref Unsafe.As<T, byte>(ref start);
        return typeof(T) == typeof(byte) ? Unsafe.ReadUnaligned<uint>(ref bytes) : Unsafe.ReadUnaligned<ulong>(ref bytes);
    }
}
