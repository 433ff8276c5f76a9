using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Cli.Input;

/// <summary>The keyboard of the process. Lines are read by the terminal's own line editing; hidden lines have the echo switched off for just that long.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    private const int StandardInput = 0;
    private const int LongestLine = 1024 * 1024;

    private Stream? input;
    private bool hides;

    public bool CanAsk => !Console.IsInputRedirected;

    public string? ReadLine() => (OperatingSystem.IsWindows(), hides) switch
    {
        (true, true) => ReadKeys(),
        (true, false) => Console.In.ReadLine(),
        _ => ReadUtf8Line(),
    };

    public IDisposable HideTyping()
    {
        hides = true;
        return new Hiding(this, OperatingSystem.IsWindows() ? null : TerminalEcho.Off());
    }

    private static string ReadKeys()
    {
        var line = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                line.Length = Math.Max(0, line.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                line.Append(key.KeyChar);
            }
        }

        return line.ToString();
    }

    /// <remarks>
    /// Byte by byte: what is typed ahead belongs to the next question. From the descriptor itself: the framework's stream would edit the line and show what is
    /// typed, whatever the terminal was told.
    /// </remarks>
    private string? ReadUtf8Line()
    {
        input ??= new FileStream(new SafeFileHandle(StandardInput, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        var bytes = new List<byte>();
        Span<byte> one = stackalloc byte[1];
        while (input.Read(one) == 1)
        {
            if (one[0] == (byte)'\n')
            {
                return Encoding.UTF8.GetString([.. bytes]);
            }

            if (bytes.Count < LongestLine)
            {
                bytes.Add(one[0]);
            }
        }

        return bytes.Count == 0 ? null : Encoding.UTF8.GetString([.. bytes]);
    }

    private sealed class Hiding(ConsoleTerminal terminal, TerminalEcho? echo) : IDisposable
    {
        public void Dispose()
        {
            terminal.hides = false;
            echo?.Dispose();
        }
    }
}
