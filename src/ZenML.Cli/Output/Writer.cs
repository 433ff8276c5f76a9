using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Cli.Output;

/// <summary>Writes data to standard output and messages to standard error.</summary>
internal sealed class Writer(CliEnvironment environment)
{
    /// <summary>Writes a message.</summary>
    public void Say(string message) => Talk(message);

    /// <summary>Writes a message with names from elsewhere in it.</summary>
    public void Say(MessageText message) => Talk(message.ToString());

    /// <summary>Writes a warning.</summary>
    public void Warn(string message) => Talk($"Warning: {message}");

    /// <summary>Writes a warning with names from elsewhere in it.</summary>
    public void Warn(MessageText message) => Warn(message.ToString());

    /// <summary>Writes an error.</summary>
    public void Error(string message)
    {
        try
        {
            Talk($"Error: {message}");
        }
        catch (OutputException)
        {
            // Buffered output is lost, but the error is still written.
            environment.Error.WriteLine(Printable.Line($"Error: {message}"));
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

    /// <summary>Writes data for programs.</summary>
    public void WriteDocument(ConfigurationValue document, OutputFormat format) =>
        environment.Out.Write(format == OutputFormat.Yaml
            ? ConfigurationYaml.Write(document)
            : ConfigurationJson.Write(document, indented: true) + "\n");

    /// <summary>Writes a table for people.</summary>
    public void WriteTable(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        TablePrinter.Write(environment, columns, rows);

    private void Talk(string message)
    {
        // Flush first, so that a terminal shows data and messages in the order in which they were written.
        environment.Out.Flush();
        environment.Error.WriteLine(Printable.Line(message));
    }
}
