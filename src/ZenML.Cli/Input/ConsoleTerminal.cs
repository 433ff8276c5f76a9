using System.Diagnostics;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ZenML.Core.Errors;

namespace ZenML.Cli.Input;

/// <summary>
/// The terminal of the process. It edits visible lines itself. Several pasted lines are one answer if the terminal
/// marks them, and otherwise an error, so that no line answers the next question.
/// </summary>
internal sealed class ConsoleTerminal : ITerminal
{
    private const int StandardInput = 0;
    private const int BufferSize = 4096;

    /// <summary>
    /// Milliseconds after an answer in which more input belongs to the same paste. Nobody types that fast.
    /// </summary>
    private const int PasteGap = 50;

    /// <summary>Milliseconds without input after which a paste is over.</summary>
    private const int DrainGap = 200;

    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    private Stream? input;
    private TerminalMode? hiding;
    private bool hides;

    public bool CanAsk => !Console.IsInputRedirected;

    public string? ReadLine() => (OperatingSystem.IsWindows(), hiding) switch
    {
        (true, _) => ReadOnWindows(),
        (false, { } mode) => ReadHidden(mode),
        _ => ReadShown(),
    };

    public IDisposable HideTyping()
    {
        hides = true;
        hiding = OperatingSystem.IsWindows() ? null : TerminalMode.Begin(CanMarkPastes());
        return new Hiding(this);
    }

    /// <remarks>Most terminals ignore an unknown request, but a dumb one would show it.</remarks>
    private static bool CanMarkPastes() => Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    private string? ReadOnWindows()
    {
        var line = hides ? ReadKeys() : Console.In.ReadLine();
        if (Console.KeyAvailable)
        {
            while (Console.KeyAvailable)
            {
                Console.ReadKey(intercept: true);
            }

            throw SeveralLines();
        }

        return line;
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

    private string? ReadHidden(TerminalMode mode)
    {
        var line = new TypedLine();
        Span<byte> buffer = stackalloc byte[BufferSize];
        while (!line.IsComplete && !line.IsEnded && Input.Read(buffer) is > 0 and var count)
        {
            line.Take(buffer[..count]);
        }

        EnsureNothingFollows(mode, line);
        return line.Read();
    }

    /// <remarks>Reads byte by byte, to separate the line from what follows it.</remarks>
    private string? ReadShown()
    {
        var line = new TypedLine();
        Span<byte> one = stackalloc byte[1];
        while (!line.IsComplete && !line.IsEnded && Input.Read(one) == 1)
        {
            line.Take(one);
        }

        // Input without a line break is visible only in this mode.
        using var mode = TerminalMode.Begin(marksPastes: false);
        EnsureNothingFollows(mode, line);
        return line.Read();
    }

    /// <remarks>
    /// Reads the descriptor itself: the framework's stream would edit and show the line.
    /// </remarks>
    private Stream Input =>
        input ??= new FileStream(new SafeFileHandle(StandardInput, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    private void EnsureNothingFollows(TerminalMode? mode, TypedLine line)
    {
        if (!line.IsComplete || (!line.IsFollowed && !TerminalMode.WaitForInput(PasteGap)))
        {
            return;
        }

        // Otherwise the shell would run, show and record the rest as commands.
        Span<byte> buffer = stackalloc byte[BufferSize];
        var start = Stopwatch.GetTimestamp();
        var comes = true;
        while (comes && Stopwatch.GetElapsedTime(start) < LongestDrain)
        {
            comes = TerminalMode.WaitForInput(DrainGap) && Input.Read(buffer) > 0;
        }

        mode?.DisposeWithInput();
        throw SeveralLines();
    }

    /// <remarks>Abort instead of asking again: the input may have been meant for any question.</remarks>
    private static ZenException SeveralLines() => new(
        ErrorCode.Aborted,
        "Several lines were pasted at once, and this terminal does not mark pasted text. Nothing was changed. To enter a "
            + "value of several lines, save it in a file and answer with @path.");

    private sealed class Hiding(ConsoleTerminal terminal) : IDisposable
    {
        public void Dispose()
        {
            terminal.hides = false;
            terminal.hiding?.Dispose();
            terminal.hiding = null;
        }
    }
}
