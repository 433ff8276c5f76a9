using System.Runtime.InteropServices;

namespace ZenML.Cli.Input;

/// <summary>
/// Makes the terminal hide what is typed, send it unbuffered and mark pasted text, until disposed of. Restores the
/// terminal's mode on every exit that can be handled, and while the process is stopped.
/// </summary>
/// <remarks>
/// The framework's console hides keys one at a time and shows what is typed between two reads. A terminal in line mode
/// truncates lines at 4095 bytes.
/// </remarks>
internal sealed partial class TerminalMode : IDisposable
{
    private const int StandardInput = 0;
    private const int AfterOutput = 1;
    private const int AfterOutputWithoutInput = 2;
    private const int EchoFlag = 0x8;
    private const short Readable = 1;

    /// <summary>Larger than the structure of any supported system.</summary>
    private const int SettingsSize = 256;

    private readonly Lock turn = new();
    private readonly byte[] original;
    private readonly byte[] hidden;
    private readonly bool marksPastes;
    private PosixSignalRegistration[] signals = [];
    private bool isDisposed;

    private TerminalMode(byte[] original, bool marksPastes)
    {
        this.original = original;
        this.marksPastes = marksPastes;
        hidden = Hide(original);
    }

    private static ReadOnlySpan<byte> MarkPastes => "\e[?2004h"u8;

    private static ReadOnlySpan<byte> DoNotMarkPastes => "\e[?2004l"u8;

    /// <summary>Changes the mode.</summary>
    /// <param name="marksPastes">Whether to ask the terminal to mark pasted text. Not every terminal can.</param>
    /// <returns>Restores the mode when disposed of; null if standard input is not a terminal.</returns>
    public static TerminalMode? Begin(bool marksPastes)
    {
        var settings = new byte[SettingsSize];
        if (OperatingSystem.IsWindows() || GetSettings(StandardInput, settings) != 0)
        {
            return null;
        }

        var mode = new TerminalMode(settings, marksPastes);
        mode.signals =
        [
            mode.On(PosixSignal.SIGINT), mode.On(PosixSignal.SIGTERM), mode.On(PosixSignal.SIGHUP), mode.On(PosixSignal.SIGQUIT),
            PosixSignalRegistration.Create(PosixSignal.SIGTSTP, mode.Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, mode.Continue),
        ];
        mode.Apply();
        return mode;
    }

    /// <summary>Waits until something is typed or pasted.</summary>
    /// <param name="milliseconds">How long.</param>
    /// <returns>Whether something was.</returns>
    public static bool WaitForInput(int milliseconds)
    {
        var waited = new Waited { Descriptor = StandardInput, Events = Readable };
        return Poll(ref waited, 1, milliseconds) > 0 && (waited.Returned & Readable) != 0;
    }

    /// <inheritdoc />
    public void Dispose() => End(AfterOutput);

    /// <summary>Restores the mode, and discards unread input.</summary>
    public void DisposeWithInput() => End(AfterOutputWithoutInput);

    private static byte[] Hide(byte[] original)
    {
        // struct termios begins with four words of flags, c_iflag first and c_lflag last: 32 bits each on Linux, 64
        // bits each on macOS. The characters of c_cc follow; two of them say how much a read waits for.
        var settings = (byte[])original.Clone();
        if (OperatingSystem.IsMacOS())
        {
            settings[1] &= unchecked((byte)~0x1);
            settings[24] &= unchecked((byte)~EchoFlag);
            settings[25] &= unchecked((byte)~0x1);
            (settings[32 + 16], settings[32 + 17]) = (1, 0);
        }
        else
        {
            settings[1] &= unchecked((byte)~0x1);
            settings[12] &= unchecked((byte)~(EchoFlag | 0x2));
            (settings[17 + 6], settings[17 + 5]) = (1, 0);
        }

        return settings;
    }

    private PosixSignalRegistration On(PosixSignal signal) => PosixSignalRegistration.Create(signal, _ => Restore(AfterOutput));

    private void Stop(PosixSignalContext context)
    {
        Restore(AfterOutput);

        // The framework does not stop a process with a handler for this signal.
        context.Cancel = true;
        _ = Signal(Environment.ProcessId, OperatingSystem.IsMacOS() ? 17 : 19);
    }

    private void Continue(PosixSignalContext context)
    {
        // The framework would restore the terminal mode from the start of the process.
        context.Cancel = true;
        Apply();
    }

    private void Apply()
    {
        lock (turn)
        {
            if (!isDisposed)
            {
                _ = SetSettings(StandardInput, AfterOutput, hidden);
                Ask(MarkPastes);
            }
        }
    }

    private void Restore(int when)
    {
        lock (turn)
        {
            Ask(DoNotMarkPastes);
            _ = SetSettings(StandardInput, when, original);
        }
    }

    private void End(int when)
    {
        lock (turn)
        {
            if (isDisposed)
            {
                return;
            }

            Restore(when);
            isDisposed = true;
        }

        foreach (var signal in signals)
        {
            signal.Dispose();
        }
    }

    private void Ask(ReadOnlySpan<byte> sequence)
    {
        if (marksPastes)
        {
            // Write to the terminal that is read from, wherever output goes. If it is not open for writing, nothing is
            // sent.
            _ = Write(StandardInput, sequence, sequence.Length);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetSettings(int descriptor, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetSettings(int descriptor, int when, [In] byte[] settings);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Waited waited, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    private struct Waited
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
