using Spectre.Console;

namespace ZenML.Cli.Output;

/// <summary>
/// Draws tables. A table is a table at every width, and in a pipe it is as wide as its text. If it is too wide for a terminal, ids and
/// times are shortened and the widest columns become narrower, but never narrower than their headings. In a list, each item stays one
/// line: long texts are cut, and columns at the end for which there is no space are left out. Elsewhere texts are wrapped.
/// </summary>
internal static class TablePrinter
{
    /// <summary>Writes a table.</summary>
    /// <param name="environment">The process.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The texts of the rows.</param>
    /// <param name="isList">Whether each row is an item of a list; otherwise everything is shown.</param>
    /// <returns>The columns that were left out.</returns>
    public static IReadOnlyList<Column> Write(
        CliEnvironment environment, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows, bool isList)
    {
        var cells = rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Printable.Cell)]).ToArray();
        if (environment.OutputWidth is null && !environment.ColorsOutput && PlainTable.TryWrite(environment.Out, columns, cells))
        {
            return [];
        }

        var layout = TableLayout.Fit(columns, cells, environment.OutputWidth, isList);
        var table = new Table { Border = TableBorder.HeavyEdge, ShowRowSeparators = false };
        var style = environment.ColorsOutput ? new Style(decoration: Decoration.Bold) : Style.Plain;
        foreach (var (column, width) in columns.Zip(layout.Widths))
        {
            table.AddColumn(new TableColumn(new Text(column.Header, style)) { Width = width, NoWrap = isList || column.IsId });
        }

        foreach (var row in cells)
        {
            table.AddRow(layout.Widths.Select((width, index) => new Text(Fit(row[index], columns[index], width, layout, isList))));
        }

        Draw(environment, table, layout.Total);
        return [.. columns.Skip(layout.Widths.Count)];
    }

    private static string Fit(string cell, Column column, int width, TableLayout layout, bool isList)
    {
        var text = layout.IsShort ? column.Shorten(cell) : cell;
        return isList ? CellText.Cut(text, width) : text;
    }

    private static void Draw(CliEnvironment environment, Table table, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = environment.ColorsOutput ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = environment.ColorsOutput ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new TableOutput(environment.Out, width),
        });
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
    }
}
