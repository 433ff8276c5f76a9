using System.Text;

namespace ZenML.SecretsStores.Command;

/// <summary>Reads lines of a limited size from the output of a program.</summary>
/// <param name="stream">The output.</param>
/// <param name="mostBytes">The most bytes of a line.</param>
internal sealed class CommandLines(Stream stream, int mostBytes)
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private int position;
    private int filled;

    /// <summary>Reads the next line without its end.</summary>
    /// <param name="cutsLong">Whether a line that is too long is cut; otherwise it is an error.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The line; null at the end of the output.</returns>
    /// <exception cref="CommandException">The line is too long.</exception>
    public async Task<byte[]?> ReadAsync(bool cutsLong, CancellationToken cancellationToken)
    {
        using var line = new MemoryStream();
        while (true)
        {
            if (position == filled)
            {
                (position, filled) = (0, await stream.ReadAsync(buffer, cancellationToken));
                if (filled == 0)
                {
                    return line.Length > 0 ? line.ToArray() : null;
                }
            }

            var rest = buffer.AsSpan(position, filled - position);
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            position += part.Length + (end < 0 ? 0 : 1);
            if (line.Length + part.Length > mostBytes)
            {
                if (!cutsLong)
                {
                    throw new CommandException($"The program of the secrets store answered with a line of more than {mostBytes} bytes.");
                }

                part = part[..(int)(mostBytes - line.Length)];
            }

            line.Write(part);
            if (end >= 0)
            {
                return line.ToArray();
            }
        }
    }

    /// <summary>Reads a line as text.</summary>
    public async Task<string?> ReadTextAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cutsLong: true, cancellationToken) is { } line ? Encoding.UTF8.GetString(line).TrimEnd('\r') : null;
}
