using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Cli.Commands.Server;

/// <summary>The log of the background server.</summary>
/// <param name="path">The file that the server appends to.</param>
internal sealed class ServerLog(string path)
{
    private const int MostLines = 5;

    private long start;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Makes <see cref="Describe"/> skip what is in the log now.</summary>
    public void Mark() => start = File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Describes the log in a sentence, followed by the last lines since <see cref="Mark"/>.</summary>
    public string Describe()
    {
        var lines = ReadEnd();
        return lines.Count > 0
            ? MessageText.Of($"Its log is '{path}' and ends with:")
                + string.Concat(lines.Select(line => $"{Environment.NewLine}{VisibleText.EscapeMessage(line)}"))
            : MessageText.Of($"Its log is '{path}'; nothing was written to it.");
    }

    private IReadOnlyList<string> ReadEnd()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        // The log may have been truncated in the meantime.
        log.Position = start <= log.Length ? start : 0;
        using var reader = new StreamReader(log);
        var lines = new Queue<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Enqueue(line);
            if (lines.Count > MostLines)
            {
                lines.Dequeue();
            }
        }

        return [.. lines];
    }
}
