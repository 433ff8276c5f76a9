using System.Runtime.InteropServices;

namespace ZenML.Stores.Sql;

/// <summary>What Linux knows of a file and .NET does not tell.</summary>
/// <param name="Owner">The number of the user that it belongs to.</param>
/// <param name="Device">The device that it lies on.</param>
/// <param name="Number">Its number there; two names are the same file if device and number are the same.</param>
internal readonly partial record struct LinuxFileStatus(uint Owner, (uint Major, uint Minor) Device, ulong Number)
{
    private const int CurrentFolder = -100;

    // The owner and the number; the device is always told.
    private const uint Mask = 0x8 | 0x100;

    /// <summary>The status of the file of that name; null if there is none, or the system cannot tell: it is another one, or its C library is from before 2018.</summary>
    public static LinuxFileStatus? TryRead(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() && Stat(CurrentFolder, path, 0, Mask, out var found) == 0
                ? new LinuxFileStatus(found.Owner, (found.DeviceMajor, found.DeviceMinor), found.Number)
                : null;
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
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
