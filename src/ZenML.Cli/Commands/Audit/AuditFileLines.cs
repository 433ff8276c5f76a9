using System.Text;

namespace ZenML.Cli.Commands.Audit;

/// <summary>
/// The lines of an export. Only a line feed ends a line, and the last line has one too: text without it was cut off, and is returned
/// with a character that no line has.
/// </summary>
internal sealed class AuditFileLines(TextReader reader)
{
    // Longer than any record. A file without line feeds is not read into memory.
    private const int Longest = 4 * 1024 * 1024;

    private readonly char[] buffer = new char[64 * 1024];

    private int position, length;

    /// <summary>The next line; null at the end.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length <= Longest)
        {
            if (position == length)
            {
                (position, length) = (0, await reader.ReadAsync(buffer, cancellationToken));
                if (length == 0)
                {
                    break;
                }
            }

            var end = Array.IndexOf(buffer, '\n', position, length - position);
            line.Append(buffer, position, (end < 0 ? length : end) - position);
            position = end < 0 ? length : end + 1;
            if (end >= 0)
            {
                return line.ToString();
            }
        }

        return line.Length == 0 ? null : line.Append('\0').ToString();
    }
}
