using System.Text;
using Spectre.Console;

namespace ZenML.Cli.Output;

/// <summary>
/// The output for tables. The library's own would use the framework's console, which changes the terminal's mode.
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
