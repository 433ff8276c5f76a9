using System.Runtime.InteropServices;

namespace ZenML.Cli.Input;

/// <summary>Switches the terminal's echo off, and back on when disposed or when the process is interrupted meanwhile.</summary>
/// <remarks>The framework's console hides keys one at a time and lets what is typed between two reads show; the terminal itself does not.</remarks>
internal sealed partial class TerminalEcho : IDisposable
{
    private const int StandardInput = 0;
    private const int AfterOutput = 1;
    private const int EchoFlag = 0x8;

    /// <summary>Larger than the structure of any supported system.</summary>
    private const int SettingsSize = 256;

    private readonly byte[] original;
    private readonly PosixSignalRegistration[] signals;

    private TerminalEcho(byte[] original)
    {
        this.original = original;
        signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Restore()),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Restore()),
        ];
    }

    /// <summary>Switches the echo off.</summary>
    /// <returns>What switches it back on; null if the terminal has no echo to switch.</returns>
    public static TerminalEcho? Off()
    {
        var settings = new byte[SettingsSize];
        if (GetSettings(StandardInput, settings) != 0)
        {
            return null;
        }

        var echo = new TerminalEcho((byte[])settings.Clone());

        // struct termios begins with four flag words, the fourth being c_lflag: 32 bits each on Linux, 64 bits each on macOS.
        settings[OperatingSystem.IsMacOS() ? 24 : 12] &= unchecked((byte)~EchoFlag);
        _ = SetSettings(StandardInput, AfterOutput, settings);
        return echo;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Restore();
        foreach (var signal in signals)
        {
            signal.Dispose();
        }
    }

    private void Restore() => _ = SetSettings(StandardInput, AfterOutput, original);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetSettings(int descriptor, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetSettings(int descriptor, int when, [In] byte[] settings);
}
