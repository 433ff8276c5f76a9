using System.Numerics;
using System.Runtime.InteropServices;

namespace ZenML.Client.Masking;

/// <summary>Forms by their beginnings.</summary>
internal sealed class FormTable<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly Dictionary<ulong, FormGroup<T>> groups = [];
    private readonly Dictionary<(int Length, ulong Elements), int> shortestByStart = [];

    /// <summary>The windows with which forms begin.</summary>
    public IReadOnlyCollection<ulong> Windows => groups.Keys;

    /// <summary>The length of the longest form.</summary>
    public int Longest { get; private set; }

    /// <summary>Adds a form of at least four elements.</summary>
    /// <returns>Whether no form began like this one.</returns>
    public bool Add(ReadOnlySpan<T> form)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(
            groups, FormWindow.Pack(form[..FormWindow.Length]), out var isKnown);
        group ??= new FormGroup<T>();
        group.Add(form);
        Longest = Math.Max(Longest, form.Length);
        for (var length = 1; length < FormWindow.Length; length++)
        {
            ref var shortest = ref CollectionsMarshal.GetValueRefOrAddDefault(
                shortestByStart, (length, FormWindow.Pack(form[..length])), out _);
            shortest = shortest == 0 ? form.Length : Math.Min(shortest, form.Length);
        }

        return !isKnown;
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
