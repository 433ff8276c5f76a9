using Spectre.Console;

namespace ZenML.Cli.Output;

/// <summary>
/// Draws tables that fit the terminal; in a pipe they are as wide as their text. If a table does not fit, each row is
/// written as one line per column.
/// </summary>
internal static class TablePrinter
{
    private const int WidthInPipes = 10_000;

    /// <summary>Narrower columns are hard to read.</summary>
    private const int NarrowestColumn = 8;

    public static void Write(CliEnvironment environment, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var cells = rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Printable.Cell)]).ToArray();
        if (environment.OutputWidth is null && !environment.UseColor && PlainTable.TryWrite(environment.Out, columns, cells))
        {
            return;
        }

        if (NarrowestWidth(columns, cells) > (environment.OutputWidth ?? WidthInPipes))
        {
            WriteLines(environment.Out, columns, cells);
        }
        else
        {
            WriteTable(environment, columns, cells);
        }
    }

    private static void WriteTable(CliEnvironment environment, IReadOnlyList<Column> columns, IReadOnlyList<string>[] rows)
    {
        var table = new Table { Border = TableBorder.HeavyEdge, ShowRowSeparators = false };
        foreach (var column in columns)
        {
            var style = environment.UseColor ? new Style(decoration: Decoration.Bold) : Style.Plain;
            table.AddColumn(new TableColumn(new Text(column.Header, style)) { NoWrap = column.IsId });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = environment.UseColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = environment.UseColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new TableOutput(environment.Out, environment.OutputWidth ?? WidthInPipes),
        });
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
    }

    private static void WriteLines(TextWriter output, IReadOnlyList<Column> columns, IReadOnlyList<string>[] rows)
    {
        var indent = columns.Max(column => column.Header.Length) + 2;
        for (var row = 0; row < rows.Length; row++)
        {
            if (row > 0)
            {
                output.WriteLine();
            }

            for (var column = 0; column < columns.Count; column++)
            {
                output.WriteLine($"{columns[column].Header.PadRight(indent)}{rows[row][column]}".TrimEnd());
            }
        }
    }

    /// <summary>The minimum width at which no id is wrapped and the other columns are readable.</summary>
    private static int NarrowestWidth(IReadOnlyList<Column> columns, IReadOnlyList<string>[] rows)
    {
        // A border at each end and between columns, and a space on each side of a cell.
        var width = 1;
        for (var column = 0; column < columns.Count; column++)
        {
            var widest = Math.Max(columns[column].Header.Length, rows.Select(row => row[column].Length).DefaultIfEmpty().Max());
            width += 3 + (columns[column].IsId ? widest : Math.Min(widest, NarrowestColumn));
        }

        return width;
    }
}
