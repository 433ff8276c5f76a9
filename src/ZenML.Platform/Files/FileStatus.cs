using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Platform.Files;

/// <summary>The status of a file on Linux, beyond what .NET provides.</summary>
internal readonly partial record struct FileStatus
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;

    // Type, mode, hard links, owner and inode. The device is always included.
    private const uint Mask = 0x1 | 0x2 | 0x4 | 0x8 | 0x100;

    private const int TypeMask = 0xf000;
    private const int RegularType = 0x8000;
    private const int FolderType = 0x4000;
    private const int LinkType = 0xa000;

    /// <summary>The id of the owner.</summary>
    public uint Owner { get; private init; }

    /// <summary>The permissions.</summary>
    public UnixFileMode Mode { get; private init; }

    /// <summary>Whether it is a regular file: no folder, link, pipe, socket or device.</summary>
    public bool IsRegular { get; private init; }

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; private init; }

    /// <summary>Whether it is a symbolic link. Always false if links were followed.</summary>
    public bool IsLink { get; private init; }

    /// <summary>The number of hard links.</summary>
    public uint HardLinks { get; private init; }

    /// <summary>The device and inode. Two paths with the same identity are the same file.</summary>
    public (uint DeviceMajor, uint DeviceMinor, ulong Inode) Identity { get; private init; }

    /// <summary>Reads the status of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLink">Whether to follow a link.</param>
    /// <returns>
    /// The status, or null if the path does not exist, on other systems than Linux, and with a C library from before
    /// 2018.
    /// </returns>
    public static FileStatus? TryRead(string path, bool followLink = true) =>
        OperatingSystem.IsLinux() ? TryRead(CurrentFolder, path, followLink ? 0 : NoFollow) : null;

    /// <summary>Reads the status of an open file.</summary>
    /// <returns>The status, or null as for a path.</returns>
    public static FileStatus? TryRead(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var isReferenced = false;
        try
        {
            file.DangerousAddRef(ref isReferenced);
            return TryRead((int)file.DangerousGetHandle(), "", EmptyPath);
        }
        finally
        {
            if (isReferenced)
            {
                file.DangerousRelease();
            }
        }
    }

    [SupportedOSPlatform("linux")]
    private static FileStatus? TryRead(int folder, string path, int flags)
    {
        try
        {
            if (Stat(folder, path, flags, Mask, out var found) != 0)
            {
                return null;
            }

            return new FileStatus
            {
                Owner = found.Owner,
                Mode = (UnixFileMode)(found.Mode & ~TypeMask),
                IsRegular = (found.Mode & TypeMask) == RegularType,
                IsFolder = (found.Mode & TypeMask) == FolderType,
                IsLink = (found.Mode & TypeMask) == LinkType,
                HardLinks = found.HardLinks,
                Identity = (found.DeviceMajor, found.DeviceMinor, found.Inode),
            };
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, out ExtendedStatus status);

    /// <summary>Linux's <c>struct statx</c>, which is the same on all architectures.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct ExtendedStatus
    {
        [FieldOffset(16)]
        public uint HardLinks;

        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
