using ZenML.Cli.Output;

namespace ZenML.Cli.Tests.Output;

public sealed class TablePrinterTests
{
    private const string Id = "0b6a3d52-7c1e-4f7e-9a51-2f4f9f0f1a11";

    private static readonly Column[] Columns = [new("NAME"), new("ID", IsId: true), new("SCOPE")];

    private static readonly Column[] More = [.. Columns, new("LAST_LOGIN")];

    [Theory]
    [InlineData(30, 2)]
    [InlineData(45, 1)]
    [InlineData(60, 0)]
    [InlineData(80, 0)]
    [InlineData(200, 0)]
    public void A_list_has_one_line_for_each_item_and_never_a_line_wider_than_the_terminal(int width, int columnsLeftOut)
    {
        var (text, leftOut) = PrintList(
            width, ["a secret with a long name for so narrow a terminal", Id, "workspace", "2026"], ["b", Id, "user", ""]);
        var lines = text.TrimEnd('\n').Split('\n');

        Assert.Equal(6, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.True(lines[0].Length <= width, text);
        Assert.All(
            More.Except(leftOut), column => Assert.Contains(column.Header, lines[1], StringComparison.Ordinal));
        Assert.Equal(columnsLeftOut, leftOut.Count);
        Assert.All(lines[3..5], line => Assert.Contains(Id[..8], line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_that_does_not_fit_shows_the_first_digits_of_ids_and_cuts_long_texts()
    {
        var (text, leftOut) = PrintList(50, ["a secret with a long name", Id, "workspace", ""]);

        Assert.Empty(leftOut);
        Assert.Contains("0b6a3d52 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0b6a3d52-", text, StringComparison.Ordinal);
        Assert.Contains("┃ a secret", text, StringComparison.Ordinal);
        Assert.Contains("… │", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_does_not_fit_shows_times_to_the_minute()
    {
        using var host = new CliHost { Width = 40 };
        using var output = new StringWriter { NewLine = "\n" };

        TablePrinter.Write(
            host.Environment(output, TextWriter.Null, new FakeTerminal()), [new("NAME"), new("CREATED", IsTime: true)],
            [["a name that is long", "2026-11-30T08:15:30.123456Z"]], isList: true);

        Assert.Contains("┃ a name that is … │ 2026-11-30T08:15Z ┃", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_do_not_fit_are_left_out_from_the_right()
    {
        var (text, leftOut) = PrintList(28, ["name", Id, "workspace", "2026"]);

        Assert.Equal(["SCOPE", "LAST_LOGIN"], leftOut.Select(column => column.Header));
        Assert.DoesNotContain("SCO", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public void Descriptions_wrap_and_show_everything_below_whole_headings(int width)
    {
        var value = string.Join(' ', Enumerable.Range(1, 60));
        using var host = new CliHost { Width = width };
        using var output = new StringWriter { NewLine = "\n" };

        TablePrinter.Write(
            host.Environment(output, TextWriter.Null, new FakeTerminal()), [new("COMPONENT_PROPERTY"), new("VALUE")],
            [["tracking_uri", value]], isList: false);

        var text = output.ToString().ReplaceLineEndings("\n");
        Assert.Contains("┃ COMPONENT_PROPERTY │ VALUE", text, StringComparison.Ordinal);
        Assert.DoesNotContain('…', text);
        Assert.Equal(
            value.Split(' '),
            text.Split('\n').Where(line => line.StartsWith('┃')).Skip(1)
                .SelectMany(line => line.Split('│')[1].Trim('┃').Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Pipes_get_every_cell_on_one_line()
    {
        var name = new string('n', 500);

        Assert.Contains(name, Print(null, [name, Id, "user"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("", "")]
    [InlineData("  two  words, and more than the header ", "~!{}\\n")]
    [InlineData("ünï", "世界")]
    public void A_pipe_gets_the_table_that_a_wide_terminal_gets(string one, string two)
    {
        string[][] rows = [[one, Id, "user"], ["x", Id, two]];

        Assert.Equal(Print(500, rows), Print(null, rows));
    }

    [Fact]
    public void Square_brackets_are_printed_as_text_and_not_as_markup()
    {
        Assert.Contains("[red]a[/] [bad", Print(null, ["[red]a[/] [bad", Id, "user"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("ab", 1, "…")]
    public void A_text_is_cut_to_a_width_of_the_terminal(string text, int width, string expected) =>
        Assert.Equal(expected, CellText.Cut(text, width));

    private static string Print(int? width, params string[][] rows) => PrintList(width, Columns, rows).Text;

    private static (string Text, IReadOnlyList<Column> LeftOut) PrintList(int? width, params string[][] rows) =>
        PrintList(width, More, rows);

    private static (string Text, IReadOnlyList<Column> LeftOut) PrintList(int? width, Column[] columns, string[][] rows)
    {
        using var host = new CliHost { Width = width };
        using var output = new StringWriter { NewLine = "\n" };
        var leftOut = TablePrinter.Write(host.Environment(output, TextWriter.Null, new FakeTerminal()), columns, rows, isList: true);
        return (output.ToString().ReplaceLineEndings("\n"), leftOut);
    }
}
