using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ZenML.Platform.Processes;

/// <summary>The process group of this process: what a shell started as one job.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class SignalGroup
{
    /// <summary>Sends a signal to all processes of the group, this one among them.</summary>
    public static void Send(int signal) => _ = Kill(0, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int group, int signal);
}
