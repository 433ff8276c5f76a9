using System.Runtime.Versioning;

namespace ZenML.Platform.Terminals;

/// <summary>
/// Makes a terminal pass on keys and output unchanged until it is disposed of. Who owns it also has to handle the signals that end
/// or resume this process.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class RawTerminal : IDisposable
{
    private readonly Lock turn = new();
    private readonly int descriptor;
    private readonly byte[] original;
    private readonly byte[] changed;
    private bool isDisposed;

    private RawTerminal(int descriptor, byte[] original, byte[] changed)
    {
        this.descriptor = descriptor;
        this.original = original;
        this.changed = changed;
    }

    /// <summary>Changes the mode.</summary>
    /// <param name="descriptor">The terminal.</param>
    /// <param name="change">Makes the new settings of the present ones.</param>
    /// <returns>Restores the mode when disposed of; null if the descriptor is no terminal.</returns>
    public static RawTerminal? TryBegin(int descriptor, Func<byte[], byte[]> change)
    {
        if (TerminalDevice.ReadSettings(descriptor) is not { } original)
        {
            return null;
        }

        var terminal = new RawTerminal(descriptor, original, change(original));
        terminal.Apply();
        return terminal;
    }

    /// <summary>Changes the mode again, after <see cref="Restore"/> or after another program changed it.</summary>
    public void Apply()
    {
        lock (turn)
        {
            if (!isDisposed)
            {
                Write(changed);
            }
        }
    }

    /// <summary>Restores the mode for the time in which this process is suspended.</summary>
    public void Restore()
    {
        lock (turn)
        {
            Write(original);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (turn)
        {
            if (!isDisposed)
            {
                isDisposed = true;
                Write(original);
            }
        }
    }

    /// <remarks>The system stops a process that changes a terminal from the background. The shell has set its own mode by then.</remarks>
    private void Write(byte[] settings)
    {
        if (TerminalDevice.IsForeground(descriptor))
        {
            TerminalDevice.WriteSettings(descriptor, settings);
        }
    }
}
