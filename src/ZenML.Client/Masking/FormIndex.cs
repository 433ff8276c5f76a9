using System.Numerics;

namespace ZenML.Client.Masking;

/// <summary>
/// Finds the forms of values in a text. A <see cref="FormFilter{T}"/> rules out nearly every position. What remains is searched among the
/// forms with the same beginning, in sorted order, so that many values that begin alike, such as addresses, cost little.
/// </summary>
/// <remarks>Not for several threads at once.</remarks>
internal sealed class FormIndex<T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <summary>
    /// Longer forms are cut into pieces that are found one by one and are masked together. This limits what is held back.
    /// </summary>
    public const int LongestPiece = 1024;

    private const int FirstCapacity = 64;

    private readonly FormTable<T> exact = new();

    /// <summary>Forms whose letters can be small or capital ones, here with small ones.</summary>
    private readonly FormTable<T> anyCase = new();

    private readonly T[] lower = new T[LongestPiece];
    private FormFilter<T> filter = new(FormFilter<T>.LongestStep, FirstCapacity);

    /// <summary>The forms that are too short for the longest step of the filter; null if they are so many that it has them.</summary>
    private ShortForms<T>? shorts = ShortForms<T>.IsSupported ? new() : null;

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

    /// <summary>Looks for the positions of a text at which a form could begin.</summary>
    public FormScan<T> Scan(ReadOnlySpan<T> text) => new(filter, shorts, text);

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

    private ReadOnlySpan<T> Lower(ReadOnlySpan<T> text)
    {
        FormWindow.Lower(text, lower);
        return lower.AsSpan(0, text.Length);
    }

    private void AddPiece(ReadOnlySpan<T> piece, bool isAnyCase)
    {
        if (!(isAnyCase ? anyCase : exact).Add(piece))
        {
            return;
        }

        if (IsShort(piece) && shorts is not null)
        {
            if (shorts.TryAdd(piece))
            {
                return;
            }

            shorts = null;
        }

        if (!filter.TryAdd(piece))
        {
            FillFilter();
        }
    }

    private static bool IsShort(ReadOnlySpan<T> form) => form.Length < FormFilter<T>.ShortestForLongestStep;

    /// <summary>Makes a filter with room for more forms.</summary>
    private void FillFilter()
    {
        var step = shorts is null
            ? FormFilter<T>.FindStep(Math.Min(exact.Shortest, anyCase.Shortest))
            : FormFilter<T>.LongestStep;
        filter = new FormFilter<T>(step, 2 * (exact.Count + anyCase.Count));
        foreach (var form in exact.Forms.Concat(anyCase.Forms).Where(form => shorts is null || !IsShort(form)))
        {
            filter.TryAdd(form);
        }
    }
}
