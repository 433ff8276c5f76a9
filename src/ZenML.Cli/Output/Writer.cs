using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Cli.Output;

/// <summary>Writes data to standard output and messages to standard error.</summary>
/// <param name="environment">The process.</param>
/// <param name="progress">What shows on the terminal that a command works; it is hidden while something is written.</param>
internal sealed class Writer(CliEnvironment environment, Progress progress)
{
    /// <summary>Writes a message.</summary>
    public void Say(string message) => Talk(Printable.Line(message));

    /// <summary>Writes a message with names from elsewhere in it.</summary>
    public void Say(MessageText message) => Say(message.ToString());

    /// <summary>Writes a warning.</summary>
    public void Warn(string message) => Talk(MessagePrefix.Warning(environment, message));

    /// <summary>Writes a warning with names from elsewhere in it.</summary>
    public void Warn(MessageText message) => Warn(message.ToString());

    /// <summary>Writes an error.</summary>
    public void Error(string message)
    {
        var line = MessagePrefix.Error(environment, message);
        try
        {
            Talk(line);
        }
        catch (OutputException)
        {
            // Buffered output is lost, but the error is still written.
            environment.Error.WriteLine(line);
        }
    }

    /// <summary>Writes a line of data.</summary>
    public void WriteLine(string line) => environment.Out.WriteLine(line);

    /// <summary>
    /// Writes one text and nothing else: to a pipe or a file byte for byte; to a terminal as a line with hidden characters escaped.
    /// </summary>
    public void WriteBare(string text)
    {
        if (environment.OutputWidth is null)
        {
            environment.Out.Write(text);
        }
        else
        {
            environment.Out.WriteLine(Printable.Line(text));
        }
    }

    /// <summary>Writes lines of data as they are; to a terminal with hidden characters escaped.</summary>
    public void WriteLines(string text) => environment.Out.Write(environment.OutputWidth is null ? text : Printable.Line(text));

    /// <summary>Writes data for programs.</summary>
    public void WriteDocument(ConfigurationValue document, OutputFormat format)
    {
        if (format == OutputFormat.Name)
        {
            WriteNames(DocumentNames.In(document));
            return;
        }

        environment.Out.Write(format == OutputFormat.Yaml
            ? ConfigurationYaml.Write(document)
            : ConfigurationJson.Write(document, indented: true) + "\n");
    }

    /// <summary>Writes one name per line.</summary>
    public void WriteNames(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            WriteLine(Printable.Cell(name));
        }
    }

    /// <summary>Writes a table for people in which nothing is cut.</summary>
    public void WriteTable(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        TablePrinter.Write(environment, columns, rows, isList: false);

    /// <summary>Writes a table for people with one line for each item, and names the columns that do not fit the terminal.</summary>
    public void WriteList(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var leftOut = TablePrinter.Write(environment, columns, rows, isList: true);
        if (leftOut.Count > 0)
        {
            Say($"Columns that do not fit: {string.Join(", ", leftOut.Select(column => column.Header))}. "
                + $"To see them, use a wider terminal or --output json.");
        }
    }

    private void Talk(string line)
    {
        // Flush first, so that a terminal shows data and messages in the order in which they were written.
        environment.Out.Flush();
        progress.Interrupt(() => environment.Error.WriteLine(line));
    }
}
