using System.Text;
using ZenML.Core.Errors;

namespace ZenML.Client.Masking;

/// <summary>
/// Writes to another writer with values masked. Several threads can write at once; a line written in one call stays in one piece.
/// </summary>
internal sealed class MaskedWriter(TextWriter inner, ObservedValues values) : TextWriter(inner.FormatProvider)
{
    private readonly Lock gate = new();
    private readonly MaskedText stream = new(values);

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (gate)
        {
            inner.Write(stream.Pass(buffer));
        }
    }

    public override void WriteLine(string? value) => Write(string.Concat(value, NewLine));

    /// <summary>
    /// Writes a line of the program's own after everything that was held back. It is not masked: a mask among words that everyone
    /// knows would reveal the value. The names in it appear in every list as well.
    /// </summary>
    public void WriteOwnLine(MessageText line)
    {
        lock (gate)
        {
            inner.Write(stream.Pass([], isEnd: true));
            inner.WriteLine(line.ToString());
            inner.Flush();
        }
    }

    /// <summary>Flushes the text that can be shown. The possible beginning of a value is still held back.</summary>
    public override void Flush()
    {
        lock (gate)
        {
            inner.Flush();
        }
    }

    /// <summary>Writes the text that was held back. Call it when nothing follows that could complete a value.</summary>
    public void Release()
    {
        lock (gate)
        {
            inner.Write(stream.Pass([], isEnd: true));
            inner.Flush();
        }
    }
}
