using System.Numerics;

namespace ZenML.Client.Masking;

/// <summary>Forms that begin with the same four elements, in sorted order.</summary>
/// <remarks>
/// What is sorted between a form and a text that begins with it begins with this form too. So the longest form that a text begins with is
/// the form before the place of the text, or one that this form begins with.
/// </remarks>
internal sealed class FormGroup<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private T[][] forms = [];

    /// <summary>For each form the longest other form that it begins with, -1 if there is none. Null after a change.</summary>
    private int[]? shorter;

    /// <summary>The forms.</summary>
    public IReadOnlyList<T[]> Forms => forms;

    /// <summary>Adds a form.</summary>
    /// <returns>Whether it is a new one.</returns>
    public bool Add(ReadOnlySpan<T> form)
    {
        var place = FindPlace(form);
        if (place < forms.Length && form.SequenceEqual(forms[place]))
        {
            return false;
        }

        forms = [.. forms.AsSpan(0, place), form.ToArray(), .. forms.AsSpan(place)];
        shorter = null;
        return true;
    }

    /// <inheritdoc cref="FormIndex{T}.Match"/>
    public (int Length, bool IsOpen) Match(ReadOnlySpan<T> text)
    {
        var place = FindPlace(text);
        var isWhole = place < forms.Length && text.SequenceEqual(forms[place]);
        var next = isWhole ? place + 1 : place;
        var isOpen = next < forms.Length && forms[next].AsSpan().StartsWith(text);
        return (isWhole ? text.Length : FindLongest(place - 1, text), isOpen);
    }

    /// <summary>Returns the length of the longest form that the text begins with, 0 if there is none.</summary>
    /// <param name="index">The form before the place of the text; -1 for none.</param>
    /// <param name="text">The text.</param>
    private int FindLongest(int index, ReadOnlySpan<T> text)
    {
        if (index < 0)
        {
            return 0;
        }

        shorter ??= FindShorter();
        var common = text.CommonPrefixLength(forms[index]);
        while (index >= 0 && forms[index].Length > common)
        {
            index = shorter[index];
        }

        return index < 0 ? 0 : forms[index].Length;
    }

    private int[] FindShorter()
    {
        var found = new int[forms.Length];
        for (var index = 0; index < forms.Length; index++)
        {
            var candidate = index - 1;
            while (candidate >= 0 && !forms[index].AsSpan().StartsWith(forms[candidate]))
            {
                candidate = found[candidate];
            }

            found[index] = candidate;
        }

        return found;
    }

    /// <summary>Returns the place of the first form that is not sorted before the text.</summary>
    private int FindPlace(ReadOnlySpan<T> text)
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
}
