using System.Runtime.InteropServices;

namespace ZenML.Cli.Input;

/// <summary>The size of the terminal.</summary>
internal static partial class TerminalSize
{
    /// <summary>The width to assume if the terminal does not report one.</summary>
    private const int Unknown = 80;

    private const int StandardOutput = 1;
    private const nuint GetSize = 0x5413;

    /// <summary>The number of columns.</summary>
    /// <remarks>
    /// Linux: ask the terminal itself, because the framework's console first writes the terminal's start-up sequence to
    /// the output.
    /// </remarks>
    public static int Columns()
    {
        if (OperatingSystem.IsLinux())
        {
            return ControlTerminal(StandardOutput, GetSize, out var size) == 0 && size.Columns > 0 ? size.Columns : Unknown;
        }

        try
        {
            return Console.WindowWidth is > 0 and var width ? width : Unknown;
        }
        catch (IOException)
        {
            return Unknown;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int ControlTerminal(int descriptor, nuint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
