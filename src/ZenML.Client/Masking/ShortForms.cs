using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ZenML.Client.Masking;

/// <summary>
/// Finds the windows of a few forms that are too short for the longest step of a <see cref="FormFilter{T}"/>. A window is compared with
/// sixteen positions at once, which costs less than a filter that has to look at every position. Only for bytes.
/// </summary>
internal sealed class ShortForms<T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>With more windows than this, comparing with all of them takes as long as the filter.</summary>
    private const int Most = 16;

    /// <summary>The bit in which a small letter of ASCII differs from its capital.</summary>
    private const byte Case = 0x20;

    private readonly HashSet<ulong> windows = [];

    /// <summary>Each element of each window, in all places of a vector.</summary>
    private Vector128<byte>[] elements = [];

    /// <summary>Whether texts have elements that are searched like this.</summary>
    public static bool IsSupported => typeof(T) == typeof(byte);

    /// <summary>Adds a form.</summary>
    /// <returns>False if there is no room.</returns>
    public bool TryAdd(ReadOnlySpan<T> form)
    {
        var window = FormWindow.Fold<T>(FormWindow.Read(in form[0]));
        if (windows.Contains(window))
        {
            return true;
        }

        if (windows.Count == Most)
        {
            return false;
        }

        windows.Add(window);
        elements =
        [
            .. elements,
            .. Enumerable.Range(0, FormWindow.Length).Select(place => Vector128.Create((byte)(window >> (place * 8)))),
        ];
        return true;
    }

    /// <summary>
    /// Returns the first position, not before <paramref name="from"/>, where one of the forms could begin. The last positions are all
    /// returned: what follows them is not known.
    /// </summary>
    public int FindCandidate(ReadOnlySpan<T> text, int from)
    {
        var end = text.Length - FormWindow.Length;
        if (windows.Count == 0)
        {
            return Math.Max(from, Math.Max(end + 1, 0));
        }

        ref var start = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(text));
        ref var wanted = ref MemoryMarshal.GetArrayDataReference(elements);
        var fold = Vector128.Create(Case);
        var position = from;

        // The fourth vector begins three bytes later than the first.
        for (; position <= end + 1 - Vector128<byte>.Count; position += Vector128<byte>.Count)
        {
            ref var here = ref Unsafe.Add(ref start, position);
            var first = Vector128.LoadUnsafe(ref here) | fold;
            var second = Vector128.LoadUnsafe(ref here, 1) | fold;
            var third = Vector128.LoadUnsafe(ref here, 2) | fold;
            var fourth = Vector128.LoadUnsafe(ref here, 3) | fold;
            var found = Vector128<byte>.Zero;
            for (var index = 0; index < elements.Length; index += FormWindow.Length)
            {
                ref var window = ref Unsafe.Add(ref wanted, index);
                found |= Vector128.Equals(first, window) & Vector128.Equals(second, Unsafe.Add(ref window, 1))
                    & Vector128.Equals(third, Unsafe.Add(ref window, 2)) & Vector128.Equals(fourth, Unsafe.Add(ref window, 3));
            }

            if (found != Vector128<byte>.Zero)
            {
                return position + BitOperations.TrailingZeroCount(found.ExtractMostSignificantBits());
            }
        }

        for (; position <= end; position++)
        {
            if (windows.Contains(FormWindow.Fold<T>(FormWindow.Read(in text[position]))))
            {
                return position;
            }
        }

        return Math.Max(from, Math.Max(end + 1, 0));
    }
}
