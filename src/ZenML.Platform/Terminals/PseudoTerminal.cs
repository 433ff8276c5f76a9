using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Platform.Terminals;

/// <summary>A terminal for a program, whose keys and output pass through this process.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NotControlling = 0x100;
    private const int CloseOnExec = 0x80000;
    private const int LongestPath = 128;

    private readonly int model;
    private readonly SafeFileHandle device;

    private PseudoTerminal(int model, SafeFileHandle control, SafeFileHandle device, string path)
    {
        this.model = model;
        this.device = device;
        Control = control;
        Path = path;
    }

    /// <summary>This process' side: what is written to it are keys, what is read from it is output.</summary>
    public SafeFileHandle Control { get; }

    /// <summary>The program's side: the path of the terminal.</summary>
    public string Path { get; }

    /// <summary>The program's side, open. It does not become a controlling terminal.</summary>
    public int Device => (int)device.DangerousGetHandle();

    /// <summary>Opens a terminal with the settings and the size of another.</summary>
    /// <param name="model">The descriptor of the other terminal.</param>
    /// <param name="isForKeys">Whether it is for keys too. Otherwise output passes through it unchanged.</param>
    /// <returns>The terminal; null if the system has none to give, as in some containers.</returns>
    public static PseudoTerminal? TryOpen(int model, bool isForKeys)
    {
        if (TerminalDevice.ReadSettings(model) is not { } settings)
        {
            return null;
        }

        var control = new SafeFileHandle(OpenControl(ReadWrite | NotControlling | CloseOnExec), ownsHandle: true);
        var path = new byte[LongestPath];
        var number = (int)control.DangerousGetHandle();
        if (control.IsInvalid || Grant(number) != 0 || Unlock(number) != 0 || GetPath(number, path, (nuint)path.Length) != 0)
        {
            control.Dispose();
            return null;
        }

        var name = Encoding.UTF8.GetString(path.AsSpan(0, path.AsSpan().IndexOf((byte)0)));
        var device = new SafeFileHandle(Open(name, ReadWrite | NotControlling | CloseOnExec), ownsHandle: true);
        if (device.IsInvalid)
        {
            control.Dispose();
            return null;
        }

        TerminalDevice.WriteSettings((int)device.DangerousGetHandle(), isForKeys ? settings : TerminalDevice.WithPlainOutput(settings));
        var terminal = new PseudoTerminal(model, control, device, name);
        terminal.FollowSize();
        return terminal;
    }

    /// <summary>Takes the size of the other terminal. A program for which this is the controlling terminal gets a signal.</summary>
    public void FollowSize() => TerminalDevice.CopySize(model, (int)Control.DangerousGetHandle());

    /// <summary>Closes the program's side here, so that output ends when no program has it open any more.</summary>
    public void CloseDevice() => device.Dispose();

    /// <inheritdoc />
    public void Dispose()
    {
        device.Dispose();
        Control.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenControl(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(int control);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int control);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int GetPath(int control, [Out] byte[] path, nuint size);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
