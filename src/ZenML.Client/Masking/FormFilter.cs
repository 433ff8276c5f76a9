using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZenML.Client.Masking;

/// <summary>
/// Rules out positions of a text at which no form begins. If all forms are long enough, it looks at every fourth position only: each form
/// that begins in between has a window there, and the windows at the first four places of all forms are known.
/// </summary>
/// <param name="step">The distance of the positions that are looked at, at most <see cref="LongestStep"/>.</param>
/// <param name="capacity">How many forms the filter is for.</param>
internal sealed class FormFilter<T>(int step, int capacity)
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>The longest step. With a longer one, more windows would be known than the cache has room for.</summary>
    public const int LongestStep = 4;

    /// <summary>The shortest form that allows the longest step.</summary>
    public const int ShortestForLongestStep = FormWindow.Length + LongestStep - 1;

    private readonly WindowSet<T> begins = new(capacity);
    private readonly WindowSet<T> inner = new(capacity * step);
    private int count;

    /// <summary>Returns the longest step for forms of a length.</summary>
    public static int FindStep(int shortest) => Math.Min(LongestStep, shortest - FormWindow.Length + 1);

    /// <summary>Adds a form.</summary>
    /// <returns>False if the filter is full or its step too long for the form.</returns>
    public bool TryAdd(ReadOnlySpan<T> form)
    {
        if (count == capacity || FindStep(form.Length) < step)
        {
            return false;
        }

        count++;
        begins.Add(FormWindow.Read(in form[0]));
        for (var place = 0; place < step; place++)
        {
            inner.Add(FormWindow.Read(in form[place]));
        }

        return true;
    }

    /// <inheritdoc cref="FormScan{T}.Next"/>
    public int FindCandidate(ReadOnlySpan<T> text, int from)
    {
        var end = text.Length - FormWindow.Length;
        var (windows, distance) = (inner, step);
        ref var start = ref MemoryMarshal.GetReference(text);
        var probe = from + distance - 1;
        for (; probe <= end; probe += distance)
        {
            // A whole window is left, so this reads nothing behind the text.
            if (windows.Has(FormWindow.Read(in Unsafe.Add(ref start, probe)))
                && FindBeginning(text, probe - distance + 1, probe) is >= 0 and var found)
            {
                return found;
            }
        }

        return FindBeginning(text, probe - distance + 1, end) is >= 0 and var last ? last : Math.Max(from, Math.Max(end + 1, 0));
    }

    /// <summary>Returns the first position up to another at which a form could begin, -1 if there is none.</summary>
    private int FindBeginning(ReadOnlySpan<T> text, int first, int last)
    {
        for (var position = first; position <= last; position++)
        {
            if (begins.Has(FormWindow.Read(in text[position])))
            {
                return position;
            }
        }

        return -1;
    }
}
