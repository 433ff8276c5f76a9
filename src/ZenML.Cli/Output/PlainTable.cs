namespace ZenML.Cli.Output;

/// <summary>
/// Draws tables for pipes: as wide as their text and without colors, so that nothing has to be found out about a terminal. It looks like
/// what the library for terminals draws, which a command would otherwise load for a few lines.
/// </summary>
internal static class PlainTable
{
    private const char FirstVisible = ' ';
    private const char LastVisible = '~';

    /// <summary>Writes a table.</summary>
    /// <returns>False if nothing was written: the table has no rows, or characters whose width is not known here.</returns>
    public static bool TryWrite(TextWriter output, IReadOnlyList<Column> columns, IReadOnlyList<string>[] rows)
    {
        string[] headers = [.. columns.Select(column => column.Header)];
        if (rows.Length == 0 || !HasKnownWidth(headers) || !rows.All(HasKnownWidth))
        {
            return false;
        }

        int[] widths = [.. headers.Select((header, column) => Math.Max(header.Length, rows.Max(row => row[column].Length)))];
        WriteLine(output, '┏', '━', '┯', '┓', widths);
        WriteRow(output, headers, widths);
        WriteLine(output, '┠', '─', '┼', '┨', widths);
        foreach (var row in rows)
        {
            WriteRow(output, row, widths);
        }

        WriteLine(output, '┗', '━', '┷', '┛', widths);
        return true;
    }

    private static bool HasKnownWidth(IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
        {
            if (cell.AsSpan().ContainsAnyExceptInRange(FirstVisible, LastVisible))
            {
                return false;
            }
        }

        return true;
    }

    private static void WriteLine(TextWriter output, char left, char line, char between, char right, int[] widths)
    {
        output.Write(left);
        for (var column = 0; column < widths.Length; column++)
        {
            output.Write(new string(line, widths[column] + 2));
            output.Write(column == widths.Length - 1 ? right : between);
        }

        output.WriteLine();
    }

    private static void WriteRow(TextWriter output, IReadOnlyList<string> cells, int[] widths)
    {
        output.Write('┃');
        for (var column = 0; column < widths.Length; column++)
        {
            output.Write(' ');
            output.Write(cells[column].PadRight(widths[column]));
            output.Write(column == widths.Length - 1 ? " ┃" : " │");
        }

        output.WriteLine();
    }
}
