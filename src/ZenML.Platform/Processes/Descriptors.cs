using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Platform.Processes;

/// <summary>Reads, writes and waits for file descriptors directly.</summary>
/// <remarks>
/// The framework's console interprets keys and its file streams expect files; neither can wait for one of two descriptors.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal static partial class Descriptors
{
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const int CloseOnExec = 0x80000;
    private const short Readable = 1;
    private const short Writable = 4;

    /// <summary>Opens a pipe whose ends no other program inherits.</summary>
    /// <exception cref="IOException">There are too many open files.</exception>
    public static (SafeFileHandle Reader, SafeFileHandle Writer) OpenPipe()
    {
        var ends = new int[2];
        Check(Pipe(ends, CloseOnExec));
        return (new SafeFileHandle(ends[0], ownsHandle: true), new SafeFileHandle(ends[1], ownsHandle: true));
    }

    /// <summary>Waits until one of two descriptors can be read or has been closed at the other end.</summary>
    /// <param name="first">The descriptor that is preferred if both are ready.</param>
    /// <param name="second">The other one; -1 to wait for the first alone.</param>
    /// <param name="milliseconds">How long; -1 for any time.</param>
    /// <returns>The descriptor; null if the time is over.</returns>
    public static int? Wait(int first, int second, int milliseconds)
    {
        var waited = new Waited[] { new() { Descriptor = first, Events = Readable }, new() { Descriptor = second, Events = Readable } };
        int count;
        do
        {
            count = Poll(waited, (nuint)waited.Length, milliseconds);
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return count <= 0 ? null : waited[0].Returned != 0 ? first : second;
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>The number of bytes; 0 at the end, which for a terminal is an error of the system.</returns>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        while (true)
        {
            var count = Read(descriptor, buffer, (nuint)buffer.Length);
            if (count >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                return Math.Max(0, (int)count);
            }
        }
    }

    /// <summary>Writes all bytes.</summary>
    /// <returns>Whether they could be written. Nobody may read them any more.</returns>
    public static bool Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Write(descriptor, bytes, (nuint)bytes.Length);
            if (count >= 0)
            {
                bytes = bytes[(int)count..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case WouldBlock:
                    // The command made a terminal or pipe that it shares with this process non-blocking.
                    WaitToWrite(descriptor);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Throws unless a call succeeded.</summary>
    /// <exception cref="IOException">It did not.</exception>
    public static int Check(int result) =>
        result >= 0 ? result : throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    private static void WaitToWrite(int descriptor)
    {
        var waited = new Waited[] { new() { Descriptor = descriptor, Events = Writable } };
        _ = Poll(waited, 1, -1);
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe([Out] int[] ends, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll([In, Out] Waited[] waited, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, Span<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint count);

    [StructLayout(LayoutKind.Sequential)]
    private struct Waited
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
