using System.Runtime.InteropServices;

namespace ZenML.Cli.Output;

/// <summary>Tells regular files from devices, pipes, links and the like, which the framework shows as files too.</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100;
    private const int LinkItself = 0x100;
    private const uint TypeAndMode = 0x3;
    private const int StatusSize = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xf000;
    private const int RegularType = 0x8000;

    /// <summary>Whether a path that exists is a regular file itself. A link to one is none.</summary>
    public static bool IsRegular(string path)
    {
        if ((File.GetAttributes(path) & (FileAttributes.Directory | FileAttributes.ReparsePoint | FileAttributes.Device)) != 0)
        {
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            return OperatingSystem.IsWindows() || !path.StartsWith("/dev/", StringComparison.Ordinal);
        }

        // struct statx is the same on every architecture.
        var status = new byte[StatusSize];
        return GetStatus(CurrentFolder, path, LinkItself, TypeAndMode, status) == 0
            && (BitConverter.ToUInt16(status, ModeOffset) & TypeMask) == RegularType;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetStatus(int folder, string path, int flags, uint wanted, [Out] byte[] status);
}
