using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace ZenML.Stores.Sql;

/// <summary>Notices files of the store that others than this user can read: a warning each, once in a process.</summary>
internal static partial class FileExposure
{
    private const UnixFileMode OfOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly ConcurrentDictionary<string, bool> Told = new(StringComparer.Ordinal);

    /// <summary>Looks at a file. On Windows the profile's folder is protected, and nothing is looked at.</summary>
    public static void Check(string path, Action<string>? warn)
    {
        if (warn is null || OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return;
        }

        if ((File.GetUnixFileMode(path) & OfOthers) != 0)
        {
            Tell(path, warn, $"Others on this machine can read or write '{path}'. To keep it to yourself: chmod 600 '{path}'");
        }
        else if (OperatingSystem.IsLinux() && IsOfSomebodyElse(path))
        {
            Tell(path, warn, $"The file '{path}' belongs to another user, who can read and change it. To keep it to yourself, copy it to a file of your own and protect that: chmod 600");
        }
    }

    private static void Tell(string path, Action<string> warn, string warning)
    {
        if (Told.TryAdd(path, true))
        {
            warn(warning);
        }
    }

    private static bool IsOfSomebodyElse(string path) =>
        LinuxFileStatus.TryRead(path) is { } status && status.Owner != EffectiveUser();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
