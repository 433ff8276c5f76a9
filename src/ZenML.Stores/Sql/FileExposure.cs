using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace ZenML.Stores.Sql;

/// <summary>Notices files of the store that others than this user can read: a warning each, once in a process.</summary>
internal static partial class FileExposure
{
    private const UnixFileMode OfOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const int CurrentFolder = -100;

    private const uint OwnerMask = 0x8;

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

    private static bool IsOfSomebodyElse(string path)
    {
        try
        {
            return Stat(CurrentFolder, path, 0, OwnerMask, out var status) == 0 && status.Owner != EffectiveUser();
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018 cannot tell.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    /// <summary>Linux's <c>struct statx</c>, which is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(20)]
        public uint Owner;
    }
}
