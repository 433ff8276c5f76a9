using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZenML.Platform.Processes;

/// <summary>Hardens a process that holds secrets, before it does anything else.</summary>
internal static partial class ProcessHardening
{
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int CoreSize = 4;
    private const int SetDumpable = 4;
    private const uint OwnerOnly = 0x3f;

    /// <summary>
    /// Opens standard streams that are closed, keeps other processes of this user out of this one's memory and environment, and
    /// makes new files private.
    /// </summary>
    /// <returns>Whether there is a standard input.</returns>
    public static bool Apply()
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        // What came with the start of the program cannot have this flag: a descriptor that has it is a file that the runtime has opened
        // since, for itself.
        var hasInput = (GetDescriptorFlags(0, GetFlags) & CloseOnExec) == 0;
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            // A closed one would be given to the next file that is opened, and messages would be written into the store. Opened the wrong
            // way round, so that using it
            // still fails as if it were closed.
            if (GetDescriptorFlags(descriptor, GetFlags) < 0)
            {
                _ = Open("/dev/null", descriptor == 0 ? WriteOnly : ReadOnly);
            }
        }

        // A core dump would have values and keys in clear. One byte and not none: with none, Linux still gives a dump to a program that
        // collects them.
        var limit = new Limit(1, 1);
        _ = SetLimit(CoreSize, limit);
        _ = SetMask(OwnerOnly);
        if (OperatingSystem.IsLinux())
        {
            // No debugger of the same user attaches, /proc/PID/environ and /proc/PID/mem are root's, and there is no core dump at all.
            _ = Control(SetDumpable, 0);
        }

        CloseDiagnostics();
        return hasInput;
    }

    /// <remarks>
    /// The executables are built without the runtime's diagnostics. A build that is run by 'dotnet' has them, and only an environment
    /// variable turns them off. Whoever connects can read memory and environment. Without their names nobody can connect.
    /// </remarks>
    private static void CloseDiagnostics()
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || Debugger.IsAttached)
        {
            return;
        }

        try
        {
            foreach (var start in (string[])["dotnet-diagnostic", "clr-debug-pipe"])
            {
                foreach (var path in Directory.EnumerateFiles(Path.GetTempPath(), $"{start}-{Environment.ProcessId}-*"))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // One of that name that somebody else made. It is none of this process.
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int GetDescriptorFlags(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint value);

    private readonly record struct Limit(nuint Current, nuint Maximum);
}
