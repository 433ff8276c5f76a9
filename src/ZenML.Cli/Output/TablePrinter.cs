using Spectre.Console;

namespace ZenML.Cli.Output;

/// <summary>Draws tables that fit the terminal; in a pipe they are as wide as their text.</summary>
internal static class TablePrinter
{
    private const int WidthInPipes = 10_000;

    public static void Write(CliEnvironment environment, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.HeavyEdge, ShowRowSeparators = false };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Header, environment.UseColor ? new Style(decoration: Decoration.Bold) : Style.Plain)) { NoWrap = column.IsId });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(Printable.Cell(cell))));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = environment.UseColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = environment.UseColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(environment.Out),
        });
        console.Profile.Width = environment.OutputWidth ?? WidthInPipes;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
    }
}
