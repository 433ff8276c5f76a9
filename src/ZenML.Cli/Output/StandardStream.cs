using System.Runtime.InteropServices;

namespace ZenML.Cli.Output;

/// <summary>Standard output or standard error, written directly.</summary>
/// <remarks>
/// On its first write, the framework's console starts a thread for signals, which costs time and which no command
/// needs, and in a terminal it writes the start-up sequence. A file stream would start writing at the beginning of a
/// file that others have written to.
/// </remarks>
internal sealed partial class StandardStream : Stream
{
    private const int Interrupted = 4;
    private const int NobodyReads = 32;

    private readonly int descriptor;
    private readonly bool canFail;

    private StandardStream(int descriptor, bool canFail)
    {
        this.descriptor = descriptor;
        this.canFail = canFail;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Standard output. Writing to it fails with an <see cref="OutputException"/>, unless the reader has closed it.
    /// </summary>
    public static Stream OpenOutput() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1, canFail: true);

    /// <summary>
    /// Standard error. Failed writes are ignored: there is no place left to report them.
    /// </summary>
    public static Stream OpenError() => OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardStream(2, canFail: false);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = Write(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
            }
            else if (Marshal.GetLastPInvokeError() is not Interrupted and var error)
            {
                // The reader has closed the pipe, as in 'zenml ... | head'.
                buffer = error == NobodyReads || !canFail ? [] : throw new OutputException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <remarks>Writes synchronously: the base class would use another thread.</remarks>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint count);
}
