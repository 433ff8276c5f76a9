using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using ZenML.Platform.Processes;

namespace ZenML.Platform.Terminals;

/// <summary>Copies the keys of a person to the terminal of a program, on a thread of its own.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class KeyPump
{
    private const int BufferSize = 4096;

    /// <summary>The key that ends input, in the settings of every usual terminal.</summary>
    private const byte EndOfInput = 4;

    /// <summary>Milliseconds between looks whether this process is in the foreground again.</summary>
    private const int BackgroundPause = 200;

    private readonly int keyboard;
    private readonly PseudoTerminal terminal;
    private readonly int ended;
    private readonly Func<bool> suspend;
    private readonly Thread thread;

    /// <summary>Begins to copy.</summary>
    /// <param name="keyboard">The terminal of the person, in raw mode.</param>
    /// <param name="terminal">The terminal of the program.</param>
    /// <param name="ended">A descriptor that becomes readable when the program has exited.</param>
    /// <param name="suspend">Suspends this process and the program until both are resumed; false if the key is the program's.</param>
    public KeyPump(int keyboard, PseudoTerminal terminal, SafeFileHandle ended, Func<bool> suspend)
    {
        this.keyboard = keyboard;
        this.terminal = terminal;
        this.ended = (int)ended.DangerousGetHandle();
        this.suspend = suspend;
        thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Waits until the copying has stopped.</summary>
    public void Join() => thread.Join();

    private void Run()
    {
        Span<byte> buffer = stackalloc byte[BufferSize];
        var control = (int)terminal.Control.DangerousGetHandle();
        while (Descriptors.Wait(ended, keyboard, -1) == keyboard)
        {
            if (!TerminalDevice.IsForeground(keyboard))
            {
                // Reading would stop this process.
                if (Descriptors.Wait(ended, -1, BackgroundPause) is not null)
                {
                    return;
                }

                continue;
            }

            var count = Descriptors.Read(keyboard, buffer);
            if (count == 0)
            {
                Descriptors.Write(control, [EndOfInput]);
                return;
            }

            Send(control, buffer[..count]);
        }
    }

    private void Send(int control, ReadOnlySpan<byte> keys)
    {
        while (TerminalDevice.ReadSettings(control) is { } settings && TerminalDevice.SuspendKey(settings) is { } key
            && keys.IndexOf(key) is >= 0 and var index)
        {
            Descriptors.Write(control, keys[..index]);
            if (!suspend())
            {
                Descriptors.Write(control, [key]);
            }

            keys = keys[(index + 1)..];
        }

        Descriptors.Write(control, keys);
    }
}
