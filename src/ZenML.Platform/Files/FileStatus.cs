using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Platform.Files;

/// <summary>What Linux knows of a file and .NET does not tell.</summary>
internal readonly partial record struct FileStatus
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;

    // Type, mode, number of names, owner and number; the device is always told.
    private const uint Mask = 0x1 | 0x2 | 0x4 | 0x8 | 0x100;

    private const int TypeMask = 0xf000;
    private const int RegularType = 0x8000;
    private const int LinkType = 0xa000;

    /// <summary>The id of the user whom it belongs to.</summary>
    public uint Owner { get; private init; }

    /// <summary>Who may do what with it.</summary>
    public UnixFileMode Mode { get; private init; }

    /// <summary>Whether it is a file with content, and no folder, link, pipe, socket or device.</summary>
    public bool IsRegular { get; private init; }

    /// <summary>Whether it is a symbolic link; only if links were not followed.</summary>
    public bool IsLink { get; private init; }

    /// <summary>How many names it has.</summary>
    public uint Names { get; private init; }

    /// <summary>Its device and its number there: two paths with the same identity are the same file.</summary>
    public (uint DeviceMajor, uint DeviceMinor, ulong Number) Identity { get; private init; }

    /// <summary>Reads the status of a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLink">Whether a link stands for what it points to.</param>
    /// <returns>Null if nothing is there, or on another system than Linux, or with a C library from before 2018.</returns>
    public static FileStatus? TryRead(string path, bool followLink = true) =>
        OperatingSystem.IsLinux() ? TryRead(CurrentFolder, path, followLink ? 0 : NoFollow) : null;

    /// <summary>Reads the status of an open file.</summary>
    /// <returns>Null as for a path.</returns>
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
                IsLink = (found.Mode & TypeMask) == LinkType,
                Names = found.Names,
                Identity = (found.DeviceMajor, found.DeviceMinor, found.Number),
            };
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int folder, string path, int flags, uint mask, out ExtendedStatus status);

    /// <summary>Linux's <c>struct statx</c>, which is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct ExtendedStatus
    {
        [FieldOffset(16)]
        public uint Names;

        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
