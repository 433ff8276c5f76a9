using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZenML.Platform.Processes;

/// <summary>Hardens a process that holds secrets. Call it first.</summary>
internal static partial class ProcessHardening
{
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int CoreSize = 4;
    private const int SetDumpable = 4;
    private const uint OwnerOnly = 0x3f;

    private static uint? originalMask;

    /// <summary>
    /// Opens standard streams that are closed, protects memory and environment from other processes of this user, and
    /// makes new files private.
    /// </summary>
    /// <returns>Whether standard input was open.</returns>
    public static bool Apply()
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        // An inherited descriptor cannot have this flag. A descriptor with the flag is a file that the runtime has
        // opened for itself.
        var hasInput = (GetDescriptorFlags(0, GetFlags) & CloseOnExec) == 0;
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            // The next file that is opened would get the number of a closed stream, and messages would be written into
            // the store. The stream is opened in the wrong direction, so that its use still fails as if it were closed.
            if (GetDescriptorFlags(descriptor, GetFlags) < 0)
            {
                _ = Open("/dev/null", descriptor == 0 ? WriteOnly : ReadOnly);
            }
        }

        // A core dump would contain values and keys in the clear. The limit is one byte and not zero: with zero, Linux
        // still pipes dumps to a collector program.
        var limit = new Limit(1, 1);
        _ = SetLimit(CoreSize, limit);
        originalMask = SetMask(OwnerOnly);
        if (OperatingSystem.IsLinux())
        {
            // No debugger of the same user can attach, /proc/PID/environ and /proc/PID/mem belong to root, and there
            // are no core dumps.
            _ = Control(SetDumpable, 0);
        }

        CloseDiagnostics();
        return hasInput;
    }

    /// <summary>Calls a function that starts a program, which makes files with the mode that its caller chose, not this process.</summary>
    public static TResult WithOriginalMask<TResult>(Func<TResult> start)
    {
        if (originalMask is not { } mask)
        {
            return start();
        }

        var current = SetMask(mask);
        try
        {
            return start();
        }
        finally
        {
            _ = SetMask(current);
        }
    }

    /// <remarks>
    /// The executables are built without the runtime's diagnostics. A build that runs under 'dotnet' has them, and only
    /// an environment variable disables them. A diagnostics client can read memory and environment. Once the sockets
    /// are deleted, no client can connect.
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
            // The file belongs to somebody else, and not to this process.
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
