using System.Numerics;
using System.Runtime.InteropServices;

namespace ZenML.Client.Masking;

/// <summary>Forms by their beginnings.</summary>
internal sealed class FormTable<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly Dictionary<ulong, FormGroup<T>> groups = [];
    private readonly Dictionary<(int Length, ulong Elements), int> shortestByStart = [];

    /// <summary>All forms.</summary>
    public IEnumerable<T[]> Forms => groups.Values.SelectMany(group => group.Forms);

    /// <summary>The number of forms.</summary>
    public int Count { get; private set; }

    /// <summary>The length of the shortest form.</summary>
    public int Shortest { get; private set; } = int.MaxValue;

    /// <summary>The length of the longest form.</summary>
    public int Longest { get; private set; }

    /// <summary>Adds a form of at least four elements.</summary>
    /// <returns>Whether it is a new one.</returns>
    public bool Add(ReadOnlySpan<T> form)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, FormWindow.Read(in form[0]), out _);
        group ??= new FormGroup<T>();
        if (!group.Add(form))
        {
            return false;
        }

        Count++;
        (Shortest, Longest) = (Math.Min(Shortest, form.Length), Math.Max(Longest, form.Length));
        for (var length = 1; length < FormWindow.Length; length++)
        {
            ref var shortest = ref CollectionsMarshal.GetValueRefOrAddDefault(
                shortestByStart, (length, FormWindow.Pack(form[..length])), out _);
            shortest = shortest == 0 ? form.Length : Math.Min(shortest, form.Length);
        }

        return true;
    }

    /// <inheritdoc cref="FormIndex{T}.Match"/>
    public (int Length, bool IsOpen) Match(ReadOnlySpan<T> text)
    {
        if (text.Length < FormWindow.Length)
        {
            return (0, ShortestWith(text) > 0);
        }

        return groups.TryGetValue(FormWindow.Read(in text[0]), out var group) ? group.Match(text) : (0, false);
    }

    /// <summary>Whether a form begins with a window.</summary>
    public bool Has(ulong window) => groups.ContainsKey(window);

    /// <summary>Returns the length of the shortest form that begins with a text of fewer than four elements; 0 if there is none.</summary>
    public int ShortestWith(ReadOnlySpan<T> start) => shortestByStart.GetValueOrDefault((start.Length, FormWindow.Pack(start)));
}
