using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ZenML.Platform.Files;

/// <summary>Opens files that programs append to, never through a link that somebody else may have put in their place.</summary>
internal static partial class LogFile
{
    /// <summary>Opens a file of this user to append to it, and makes it, readable by its owner alone, if there is none.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file. Writes go to its end, even if others write to it. Child processes do not inherit it.</returns>
    /// <exception cref="IOException">
    /// It cannot be opened, or is a link, has a second name, belongs to another user, or is no regular file. Nothing was written.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
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

    /// <remarks>Whoever makes a file with <see cref="FileMode.CreateNew"/> follows no link.</remarks>
    private static void CreateIfMissing(string path)
    {
        try
        {
            PrivateFiles.Open(path, FileMode.CreateNew, FileShare.ReadWrite).Dispose();
        }
        catch (IOException) when (IsThere(path))
        {
            // It is there already, whatever it is.
        }
    }

    private static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    private static string? FindFault(FileStatus status) => status switch
    {
        { IsRegular: false } => "is no regular file",
        { Names: > 1 } => "has a second name, a hard link",
        _ when FileExposure.IsForeign(status.Owner) => "belongs to another user",
        _ => null,
    };

    /// <remarks>
    /// O_WRONLY, O_APPEND, O_NOFOLLOW, O_NONBLOCK (for a pipe that nobody reads) and O_CLOEXEC. Systems number them differently.
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
