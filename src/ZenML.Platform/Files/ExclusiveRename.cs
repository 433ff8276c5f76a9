using System.Runtime.InteropServices;

namespace ZenML.Platform.Files;

/// <summary>
/// Renames a file without replacing another one, even if two processes rename at the same time. .NET checks first and
/// renames then, which is not atomic. It is used only where the system has no better function; there, only the store's
/// lock protects.
/// </summary>
internal static partial class ExclusiveRename
{
    private const int CurrentFolder = -100;

    private const uint LinuxNoReplace = 1;

    private const uint MacExclusive = 4;

    private const int AlreadyExists = 17;

    /// <returns>False if a file with the new name exists.</returns>
    public static bool TryRename(string from, string to)
    {
        try
        {
            if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            {
                var result = OperatingSystem.IsLinux()
                    ? RenameOnLinux(CurrentFolder, from, CurrentFolder, to, LinuxNoReplace)
                    : RenameOnMac(from, to, MacExclusive);
                if (result == 0)
                {
                    return true;
                }

                if (Marshal.GetLastPInvokeError() == AlreadyExists)
                {
                    return false;
                }
            }
        }
        catch (EntryPointNotFoundException)
        {
            // The C library is older.
        }

        if (File.Exists(to))
        {
            return false;
        }

        File.Move(from, to, overwrite: false);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameOnLinux(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameOnMac(string from, string to, uint flags);
}
