using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Platform.Files;

/// <summary>Opens log files to append to them. Never follows links, which another user could have created.</summary>
internal static partial class LogFile
{
    /// <summary>Opens a file to append to it. A new file is readable only by its owner.</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// The file. Writes are appended even if other processes write to it. Child processes do not inherit it.
    /// </returns>
    /// <exception cref="IOException">
    /// The file cannot be opened, or is a link, has a second hard link, belongs to another user, or is not a regular
    /// file. Nothing was written.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static SafeFileHandle OpenToAppend(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        }

        CreateIfMissing(path);
        var descriptor = Open(path, Flags());
        if (descriptor < 0)
        {
            var reason = Marshal.GetLastPInvokeErrorMessage();
            throw new IOException($"'{path}' cannot be opened for appending, or is a link: {reason}.");
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (FileStatus.TryRead(file) is { } status && FindFault(status) is { } fault)
        {
            file.Dispose();
            throw new IOException($"'{path}' {fault}. Remove it and try again.");
        }

        return file;
    }

    /// <remarks><see cref="FileMode.CreateNew"/> does not follow links.</remarks>
    private static void CreateIfMissing(string path)
    {
        try
        {
            PrivateFiles.Open(path, FileMode.CreateNew, FileShare.ReadWrite).Dispose();
        }
        catch (IOException) when (IsThere(path))
        {
            // It exists already. The caller checks what it is.
        }
    }

    private static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static string? FindFault(FileStatus status) => status switch
    {
        { IsRegular: false } => "is not a regular file",
        { HardLinks: > 1 } => "has more than one hard link",
        _ when FileExposure.IsForeign(status.Owner) => "belongs to another user",
        _ => null,
    };

    /// <remarks>
    /// O_WRONLY, O_APPEND, O_NOFOLLOW, O_NONBLOCK (for a pipe without a reader) and O_CLOEXEC. The numbers differ
    /// between systems.
    /// </remarks>
    private static int Flags()
    {
        if (OperatingSystem.IsMacOS())
        {
            return 0x1 | 0x8 | 0x100 | 0x4 | 0x1000000;
        }

        var noFollow = RuntimeInformation.ProcessArchitecture
            is Architecture.Arm or Architecture.Arm64 or Architecture.Armv6 or Architecture.Ppc64le ? 0x8000 : 0x20000;
        return 0x1 | 0x400 | noFollow | 0x800 | 0x80000;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
