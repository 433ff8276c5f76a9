using System.Runtime.InteropServices;

namespace ZenML.Cli.Output;

/// <summary>Standard output or standard error, written to directly.</summary>
/// <remarks>
/// The framework's console starts a thread for signals at its first write, which every command would pay for and none
/// needs; a file stream would begin at the start of a file that others have written to. In a terminal the framework
/// would also write the terminal's start-up sequence, coloured or not.
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
    /// Standard output. Writing to it fails with an <see cref="OutputException"/>, unless nobody reads.
    /// </summary>
    public static Stream OpenOutput() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardStream(1, canFail: true);

    /// <summary>
    /// Standard error. What cannot be written there is lost: there is no place left to say so, and what was done is
    /// done.
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
                // As in 'zenml ... | head': who reads has seen enough.
                buffer = error == NobodyReads || !canFail ? [] : throw new OutputException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <remarks>At once: the base class would hand the writing to another thread.</remarks>
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
