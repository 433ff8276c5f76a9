using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ZenML.Platform.Processes;

/// <summary>The process group of this process: what a shell started as one job.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class SignalGroup
{
    private const int KeyStop = 20;
    private const nint Ignore = 1;

    /// <summary>
    /// Suspends all processes of the group, this one among them, as the key of a terminal does. Returns once this process is resumed, or at
    /// once if no shell could resume it.
    /// </summary>
    /// <remarks>
    /// A signal to the group reaches this process through any of its threads, while the calling one goes on. So the process ignores it, and
    /// the thread raises its own, which stops it before anything else.
    /// </remarks>
    public static void Suspend()
    {
        var handler = SetHandler(KeyStop, Ignore);
        _ = Kill(0, KeyStop);
        _ = SetHandler(KeyStop, handler);
        _ = Raise(KeyStop);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int group, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);
}
