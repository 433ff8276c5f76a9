using System.Runtime.InteropServices;

namespace ZenML.Platform.Processes;

/// <summary>What has to be so before a process that holds secrets does anything.</summary>
internal static partial class ProcessGuards
{
    private const int GetFlags = 1;
    private const int CloseOnStart = 1;
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int CoreSize = 4;

    /// <summary>Sees to standard streams that are closed, and to core dumps.</summary>
    /// <returns>Whether there is a standard input.</returns>
    public static bool Apply()
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        // What came with the start of the program cannot have this flag: a descriptor that has it is a file that the runtime has opened since, for itself.
        var hasInput = (GetDescriptorFlags(0, GetFlags) & CloseOnStart) == 0;
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            // A closed one would be given to the next file that is opened, and messages would be written into the store. Opened the wrong way round, so that using it
            // still fails as if it were closed.
            if (GetDescriptorFlags(descriptor, GetFlags) < 0)
            {
                _ = Open("/dev/null", descriptor == 0 ? WriteOnly : ReadOnly);
            }
        }

        // A core dump would have values and keys in clear. One byte and not none: with none, Linux still gives a dump to a program that collects them.
        var limit = new Limit(1, 1);
        _ = SetLimit(CoreSize, limit);
        return hasInput;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int GetDescriptorFlags(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    private readonly record struct Limit(nuint Current, nuint Maximum);
}
