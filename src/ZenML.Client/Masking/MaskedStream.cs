using System.Buffers;

namespace ZenML.Client.Masking;

/// <summary>
/// Writes bytes to another stream with values replaced by <c>***</c>, whatever their length. All other bytes pass unchanged, also those
/// that are no valid UTF-8. A value is found however it is split into writes: bytes that could be the beginning of one are held back
/// until the next write decides.
/// </summary>
/// <remarks>
/// One thread at a time can write. Several streams can share the same values, such as standard output and standard error.
/// </remarks>
public sealed class MaskedStream : Stream
{
    /// <summary>Longer writes are masked in pieces of this size, so that the buffers stay small.</summary>
    private const int PieceLength = 64 * 1024;

    private readonly Stream inner;
    private readonly MaskedValues values;
    private readonly bool leaveOpen;
    private readonly MaskingBuffer<byte> buffer = new("***"u8);
    private readonly ArrayBufferWriter<byte> output = new();
    private bool isDisposed;

    /// <summary>Masks what is written to a stream.</summary>
    /// <param name="inner">Receives the masked bytes.</param>
    /// <param name="values">What to mask. Values can be added later.</param>
    /// <param name="leaveOpen">Whether <paramref name="inner"/> stays open when this stream is disposed.</param>
    public MaskedStream(Stream inner, MaskedValues values, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(values);
        this.inner = inner;
        this.values = values;
        this.leaveOpen = leaveOpen;
    }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => !isDisposed && inner.CanWrite;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        for (var rest = buffer; rest.Length > 0; rest = rest[Math.Min(rest.Length, PieceLength)..])
        {
            inner.Write(Mask(rest[..Math.Min(rest.Length, PieceLength)]).Span);
        }
    }

    /// <inheritdoc />
    public override void WriteByte(byte value) => Write([value]);

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        for (var rest = buffer; rest.Length > 0; rest = rest[Math.Min(rest.Length, PieceLength)..])
        {
            await inner.WriteAsync(Mask(rest.Span[..Math.Min(rest.Length, PieceLength)]), cancellationToken);
        }
    }

    /// <summary>
    /// Flushes the inner stream. Bytes that are held back stay held back: programs also flush in the middle of a value. Use
    /// <see cref="FlushIdle"/> when the program waits.
    /// </summary>
    public override void Flush() => inner.Flush();

    /// <inheritdoc cref="Flush"/>
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    /// <summary>
    /// Shows the end of a prompt. Call it when the program has written nothing for a while, a tenth of a second for example. Of bytes
    /// that are held back it shows at most three, and at most a quarter of any value that they could begin. If a value follows, the rest
    /// of it is masked.
    /// </summary>
    public void FlushIdle()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        output.ResetWrittenCount();
        values.ShowIdle(buffer, output);
        inner.Write(output.WrittenSpan);
        inner.Flush();
    }

    /// <summary>
    /// Writes the bytes that were held back, and flushes. Call it when nothing follows that could complete a value; disposing the stream
    /// does so too.
    /// </summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        inner.Write(Mask([], isEnd: true).Span);
        inner.Flush();
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && !isDisposed)
        {
            try
            {
                Complete();
            }
            finally
            {
                isDisposed = true;
                if (!leaveOpen)
                {
                    inner.Dispose();
                }
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>Returns what can be shown now. It is valid until the next call.</summary>
    private ReadOnlyMemory<byte> Mask(ReadOnlySpan<byte> piece, bool isEnd = false)
    {
        output.ResetWrittenCount();
        values.Pass(buffer, piece, isEnd, output);
        return output.WrittenMemory;
    }
}
