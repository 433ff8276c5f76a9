using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Cli.Output;

/// <summary>Writes data to standard output and talk to standard error.</summary>
internal sealed class Writer(CliEnvironment environment)
{
    /// <summary>Says what was done or found.</summary>
    public void Say(string message) => Talk(message);

    /// <summary>Says what was done or found, with text in it that somebody else chose.</summary>
    public void Say(MessageText message) => Talk(message.ToString());

    /// <summary>Warns of something that will probably hurt later.</summary>
    public void Warn(string message) => Talk($"Warning: {message}");

    /// <summary>Warns of something, with text in it that somebody else chose.</summary>
    public void Warn(MessageText message) => Warn(message.ToString());

    /// <summary>Tells the person why it did not work.</summary>
    public void Error(string message)
    {
        try
        {
            Talk($"Error: {message}");
        }
        catch (OutputException)
        {
            // What was still to be written is lost with the output, but not the reason.
            environment.Error.WriteLine(Printable.Line($"Error: {message}"));
        }
    }

    /// <summary>Writes a line of data.</summary>
    public void WriteLine(string line) => environment.Out.WriteLine(line);

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
        // So that a terminal, where both end up, shows data and talk in the order in which they were written.
        environment.Out.Flush();
        environment.Error.WriteLine(Printable.Line(message));
    }
}
