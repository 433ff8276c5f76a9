using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZenML.Client.Masking;

/// <summary>
/// A set of windows that can also contain others: two bits of one word for each, chosen by a hash. It answers in about a nanosecond as
/// long as it fits into the cache.
/// </summary>
/// <typeparam name="T">The elements of a window.</typeparam>
internal readonly struct WindowSet<T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>With fewer, more windows are contained by chance; more do not fit into the cache.</summary>
    private const int BitsPerWindow = 16;

    private const int BitsPerWord = 64;
    private const int SmallestSize = 64;

    private readonly ulong[] words;
    private readonly int shift;

    /// <summary>Makes a set that is empty.</summary>
    /// <param name="capacity">How many windows it is for.</param>
    public WindowSet(int capacity)
    {
        words = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(SmallestSize, capacity * BitsPerWindow / BitsPerWord))];
        shift = BitsPerWord - BitOperations.Log2((uint)words.Length);
    }

    /// <summary>Adds a window, in any case of its letters.</summary>
    public void Add(ulong window)
    {
        var hash = Hash(window);
        words[hash >> shift] |= Mask(hash);
    }

    /// <summary>Whether a window is contained, in any case of its letters. If not, it was not added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(ulong window)
    {
        var hash = Hash(window);
        var mask = Mask(hash);

        // The shift leaves as many bits as the number of words has.
        return (Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), (nint)(hash >> shift)) & mask) == mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong window) => FormWindow.Fold<T>(window) * 0x9E3779B97F4A7C15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(ulong hash) => (1UL << (int)(hash >> 24)) | (1UL << (int)(hash >> 32));
}
