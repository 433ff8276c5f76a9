using System.Text;
using Spectre.Console;

namespace ZenML.Cli.Output;

/// <summary>
/// Where tables are drawn. The library's own would ask the framework's console, which sets the terminal up in its own
/// way.
/// </summary>
internal sealed class TableOutput(TextWriter writer, int width) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => false;

    public int Width => width;

    public int Height => 24;

    public void SetEncoding(Encoding encoding)
    {
    }
}
