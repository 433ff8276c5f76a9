using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Platform.Processes;

/// <summary>Copies one output of a program through a filter, on a thread of its own: a slow reader blocks no other output.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class OutputPump
{
    /// <summary>Milliseconds without output after which a person sees the end of a prompt.</summary>
    private const int TerminalPause = 100;

    /// <summary>
    /// The same for a program that reads the output and may wait for a prompt. It is longer, so that what it gets does not depend on how
    /// busy the machine is.
    /// </summary>
    private const int PipePause = 1000;

    /// <summary>Milliseconds without output after which the output of an ended program is complete.</summary>
    private const int FinalPause = 1000;

    private const int BufferSize = 64 * 1024;

    private readonly SafeFileHandle source;
    private readonly int target;
    private readonly IOutputFilter filter;
    private readonly int ended;
    private readonly int pause;
    private readonly Action? read;
    private readonly Action? broken;
    private readonly Thread thread;

    /// <summary>Begins to copy.</summary>
    /// <param name="source">Where the output comes from.</param>
    /// <param name="target">Where it goes to.</param>
    /// <param name="filter">What changes it.</param>
    /// <param name="ended">A descriptor that becomes readable when the program has exited.</param>
    /// <param name="isTerminal">Whether a person watches.</param>
    /// <param name="read">Called when the program has written something.</param>
    /// <param name="broken">Called if the output cannot be written. If it is null, <paramref name="source"/> is closed.</param>
    public OutputPump(
        SafeFileHandle source, int target, IOutputFilter filter, SafeFileHandle ended, bool isTerminal, Action? read, Action? broken)
    {
        this.read = read;
        this.source = source;
        this.target = target;
        this.filter = filter;
        this.ended = (int)ended.DangerousGetHandle();
        this.broken = broken;
        pause = isTerminal ? TerminalPause : PipePause;
        thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Waits until everything is copied.</summary>
    public void Join() => thread.Join();

    private void Run()
    {
        using (filter)
        {
            Copy();
        }
    }

    private void Copy()
    {
        var buffer = new byte[BufferSize];
        var from = (int)source.DangerousGetHandle();
        var (hasEnded, isHeld) = (false, false);
        while (true)
        {
            var ready = Descriptors.Wait(from, hasEnded ? -1 : ended, hasEnded ? FinalPause : isHeld ? pause : -1);
            if (ready is null)
            {
                if (hasEnded)
                {
                    break;
                }

                isHeld = false;
                if (!Write(filter.Pause()))
                {
                    return;
                }
            }
            else if (ready == ended)
            {
                hasEnded = true;
            }
            else
            {
                var count = Descriptors.Read(from, buffer);
                if (count == 0)
                {
                    break;
                }

                isHeld = true;
                read?.Invoke();
                if (!Write(filter.Pass(buffer.AsSpan(0, count))))
                {
                    return;
                }
            }
        }

        Write(filter.Release());
    }

    /// <summary>Writes output. If nobody reads it any more, the program gets to know that as if it had written there itself.</summary>
    private bool Write(ReadOnlySpan<byte> bytes)
    {
        if (Descriptors.Write(target, bytes))
        {
            return true;
        }

        if (broken is not null)
        {
            broken();
        }
        else
        {
            source.Dispose();
        }

        return false;
    }
}
