namespace ZenML.Cli.Output;

/// <summary>How wide the columns of a table are, so that it fits and no heading is broken.</summary>
/// <param name="Widths">The widths of the columns that are shown; columns beyond them are left out.</param>
/// <param name="IsShort">Whether ids and times are shortened: see <see cref="Column.Shorten"/>.</param>
internal sealed record TableLayout(IReadOnlyList<int> Widths, bool IsShort)
{
    /// <summary>Narrower columns are hard to read.</summary>
    private const int Narrowest = 8;

    /// <summary>The width of the table with its frame.</summary>
    public int Total => Widths.Sum() + Frame(Widths.Count);

    /// <summary>Finds the widths.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The texts of the rows.</param>
    /// <param name="available">The width of the terminal; null if there is none.</param>
    /// <param name="isList">Whether columns may be left out.</param>
    public static TableLayout Fit(
        IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows, int? available, bool isList)
    {
        var whole = new TableLayout([.. columns.Select((column, index) => Widest(column, index, rows, limit: null))], IsShort: false);
        if (available is not { } width || whole.Total <= width)
        {
            return whole;
        }

        int[] wanted =
        [
            .. columns.Select((column, index) => Math.Min(width, Widest(column, index, rows, column.ShortLength))),
        ];
        int[] least =
        [
            .. columns.Select((column, index) =>
                Math.Max(column.Header.Length, Math.Min(wanted[index], column.ShortLength ?? Narrowest))),
        ];
        var count = columns.Count;
        while (isList && count > 1 && least.Take(count).Sum() + Frame(count) > width)
        {
            count--;
        }

        return new TableLayout(Shrink(wanted[..count], least, width - Frame(count)), IsShort: true);
    }

    /// <summary>Takes from the widest column until all fit, or until none can give more.</summary>
    private static int[] Shrink(int[] widths, int[] least, int available)
    {
        for (var excess = widths.Sum() - available; excess > 0; excess--)
        {
            var widest = Enumerable.Range(0, widths.Length).Where(index => widths[index] > least[index])
                .DefaultIfEmpty(-1).MaxBy(index => index < 0 ? 0 : widths[index]);
            if (widest < 0)
            {
                break;
            }

            widths[widest]--;
        }

        return widths;
    }

    private static int Widest(Column column, int index, IReadOnlyList<IReadOnlyList<string>> rows, int? limit)
    {
        var widest = rows.Select(row => CellText.Width(row[index])).DefaultIfEmpty().Max();
        return Math.Max(column.Header.Length, Math.Min(widest, limit ?? widest));
    }

    /// <summary>A border at each end and between columns, and a space on each side of a cell.</summary>
    private static int Frame(int columns) => (3 * columns) + 1;
}
