using System.Text;
using System.Text.RegularExpressions;
using ZenML.TestKit;

namespace ZenML.Cli.Tests;

/// <summary>Output that a test reads while the command still runs.</summary>
internal sealed class ObservedWriter : StringWriter
{
    private readonly Lock gate = new();

    public ObservedWriter() => NewLine = "\n";

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Waits until the output matches, and returns the first group.</summary>
    public async Task<string> FindAsync(string pattern, CancellationToken cancellationToken)
    {
        Match? match = null;
        await Patience.UntilAsync(
            () => Task.FromResult((match = Regex.Match(ToString(), pattern)).Success), $"'{pattern}' in the output", cancellationToken);
        return match!.Groups[1].Value;
    }

    public override void Write(char value)
    {
        lock (gate)
        {
            base.Write(value);
        }
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (gate)
        {
            base.Write(buffer, index, count);
        }
    }

    public override void Write(string? value)
    {
        lock (gate)
        {
            base.Write(value);
        }
    }

    public override void WriteLine(string? value)
    {
        lock (gate)
        {
            base.WriteLine(value);
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            return base.ToString();
        }
    }
}
