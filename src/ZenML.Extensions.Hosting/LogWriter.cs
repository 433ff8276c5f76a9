using System.Text;
using Microsoft.Extensions.Logging;

namespace ZenML.Extensions.Hosting;

/// <summary>Writes each line of a text to a log. Lines that are written at once are not mixed.</summary>
internal sealed partial class LogWriter(ILogger log, LogLevel level) : TextWriter
{
    private readonly Lock gate = new();
    private readonly StringBuilder line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (gate)
        {
            Add(value);
        }
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (gate)
        {
            foreach (var character in buffer.AsSpan(index, count))
            {
                Add(character);
            }
        }
    }

    public override void Write(string? value)
    {
        lock (gate)
        {
            foreach (var character in value ?? "")
            {
                Add(character);
            }
        }
    }

    public override void WriteLine(string? value)
    {
        lock (gate)
        {
            foreach (var character in value ?? "")
            {
                Add(character);
            }

            WriteLineOfLog();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (gate)
            {
                WriteLineOfLog();
            }
        }

        base.Dispose(disposing);
    }

    private void Add(char character)
    {
        if (character == '\n')
        {
            WriteLineOfLog();
        }
        else if (character != '\r')
        {
            line.Append(character);
        }
    }

    private void WriteLineOfLog()
    {
        if (line.Length > 0)
        {
            var text = line.ToString();
            line.Clear();
            WriteEntry(level, text);
        }
    }

    [LoggerMessage(EventId = 2, Message = "{Line}")]
    private partial void WriteEntry(LogLevel level, string line);
}
