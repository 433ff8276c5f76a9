using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Platform.Terminals;

/// <summary>Terminals by their file descriptors. On other systems than Linux, nothing is a terminal here.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class TerminalDevice
{
    private const nuint GetSize = 0x5413;
    private const nuint SetSize = 0x5414;
    private const int AfterOutput = 1;
    private const int ReadWrite = 2;
    private const int NotControlling = 0x100;
    private const int CloseOnExec = 0x80000;
    private const int LocalFlags = 12;
    private const int OutputFlags = 4;
    private const int ControlCharacters = 17;
    private const int SuspendCharacter = ControlCharacters + 10;
    private const byte SignalsFlag = 0x1;
    private const byte ProcessOutputFlag = 0x1;
    private const byte LinesFlag = 0x2;
    private const byte EchoFlag = 0x8;
    private const byte LineBreakAndFlowFlags = 0x5;
    private const int MinimumCharacter = ControlCharacters + 6;
    private const int TimeCharacter = ControlCharacters + 5;

    /// <summary>Larger than <c>struct termios</c> of any supported system.</summary>
    private const int SettingsSize = 256;

    /// <summary>Whether a descriptor is a terminal.</summary>
    public static bool IsTerminal(int descriptor) => OperatingSystem.IsLinux() && IsTerminalDescriptor(descriptor) == 1;

    /// <summary>
    /// Whether this process is in the foreground of a terminal: the terminal sends the signals of its keys to it, and lets it read.
    /// </summary>
    public static bool IsForeground(int descriptor) => GetForeground(descriptor) is > 0 and var group && group == GetGroup();

    /// <summary>Whether this process is in the foreground of its controlling terminal, if it has one.</summary>
    public static bool IsForeground()
    {
        using var terminal = OpenControlling();
        return !terminal.IsInvalid && IsForeground((int)terminal.DangerousGetHandle());
    }

    /// <summary>Opens the controlling terminal of this process. The result is invalid if it has none.</summary>
    public static SafeFileHandle OpenControlling() => new(Open("/dev/tty", ReadWrite | NotControlling | CloseOnExec), ownsHandle: true);

    /// <summary>The process group in the foreground of a terminal; negative if it is not known.</summary>
    public static int ForegroundOf(int descriptor) => GetForeground(descriptor);

    /// <summary>The settings of a terminal; null if it is none.</summary>
    public static byte[]? ReadSettings(int descriptor)
    {
        var settings = new byte[SettingsSize];
        return GetSettings(descriptor, settings) == 0 ? settings : null;
    }

    /// <summary>Changes the settings of a terminal once its output is written.</summary>
    public static void WriteSettings(int descriptor, byte[] settings) => _ = SetSettings(descriptor, AfterOutput, settings);

    /// <summary>Settings with which keys and output pass through unchanged.</summary>
    public static byte[] MakeRaw(byte[] settings)
    {
        var raw = (byte[])settings.Clone();
        MakeSettingsRaw(raw);
        return raw;
    }

    /// <summary>Settings with which single keys are read without an echo. The keys that send signals still do.</summary>
    public static byte[] MakeKeys(byte[] settings)
    {
        var keys = (byte[])settings.Clone();
        keys[1] &= unchecked((byte)~LineBreakAndFlowFlags);
        keys[LocalFlags] &= unchecked((byte)~(LinesFlag | EchoFlag));
        (keys[MinimumCharacter], keys[TimeCharacter]) = (1, 0);
        return keys;
    }

    /// <summary>Whether a program reads single keys with these settings, and not lines.</summary>
    public static bool ReadsKeys(byte[] settings) => (settings[LocalFlags] & LinesFlag) == 0;

    /// <summary>Settings with which output passes through unchanged.</summary>
    public static byte[] WithPlainOutput(byte[] settings)
    {
        var plain = (byte[])settings.Clone();
        plain[OutputFlags] &= unchecked((byte)~ProcessOutputFlag);
        return plain;
    }

    /// <summary>The key that suspends a program with these settings; null if none does.</summary>
    public static byte? SuspendKey(byte[] settings) =>
        (settings[LocalFlags] & SignalsFlag) != 0 && settings[SuspendCharacter] != 0 ? settings[SuspendCharacter] : null;

    /// <summary>Gives one terminal the size of another.</summary>
    public static void CopySize(int from, int to)
    {
        if (ReadSize(from, GetSize, out var size) == 0)
        {
            _ = WriteSize(to, SetSize, in size);
        }
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminalDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp", SetLastError = true)]
    private static partial int GetForeground(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetGroup();

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetSettings(int descriptor, [Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetSettings(int descriptor, int when, [In] byte[] settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeSettingsRaw([In, Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int ReadSize(int descriptor, nuint request, out WindowSize size);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int WriteSize(int descriptor, nuint request, in WindowSize size);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
