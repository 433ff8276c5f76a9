using ZenML.Cli.Output;

namespace ZenML.Cli.Tests.Output;

public sealed class TablePrinterTests
{
    private const string Id = "0b6a3d52-7c1e-4f7e-9a51-2f4f9f0f1a11";

    private static readonly Column[] Columns = [new("NAME"), new("ID", IsId: true), new("SCOPE")];

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(56)]
    [InlineData(66)]
    [InlineData(80)]
    [InlineData(200)]
    public void A_table_never_truncates_an_id_and_never_has_a_line_wider_than_the_terminal(int width)
    {
        var text = Print(width, ["a secret with a long name that must be broken over lines", Id, "workspace"], ["b", Id, "user"]);

        Assert.Equal(2, text.Split(Id).Length - 1);
        Assert.All(
            text.Split('\n').Where(line => line.Contains('┃', StringComparison.Ordinal)),
            line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Rows_are_printed_as_several_lines_when_no_table_fits()
    {
        Assert.Equal($"NAME   a\nID     {Id}\nSCOPE  user\n\nNAME   b\nID     {Id}\nSCOPE\n", Print(30, ["a", Id, "user"], ["b", Id, ""]));
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

    private static string Print(int? width, params string[][] rows)
    {
        using var host = new CliHost { Width = width };
        using var output = new StringWriter { NewLine = "\n" };
        TablePrinter.Write(host.Environment(output, TextWriter.Null, new FakeTerminal()), Columns, rows);
        return output.ToString().ReplaceLineEndings("\n");
    }
}
