using System.Runtime.InteropServices;

namespace ZenML.Platform.Files;

/// <summary>
/// Creates files and folders that only their owner can read. On Windows, the profile folder is protected already.
/// </summary>
internal static partial class PrivateFiles
{
    // ENOSPC, on Linux and macOS.
    private const int NoSpace = 28;

    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a folder and its missing parents.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerFile | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Whether a file exists and only this user and root can read or change it. Always false on Windows.</summary>
    public static bool IsPrivate(string path) => !OperatingSystem.IsWindows() && File.Exists(path) && FileExposure.Of(path) == default;

    /// <summary>Whether a file could not be written because the disk is full. Always false on Windows.</summary>
    public static bool IsDiskFull(Exception exception) => exception is IOException { HResult: NoSpace };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="IOException">
    /// The file cannot be read, or is not a regular file: reading from a pipe could block forever.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static byte[] Read(string path) => FileStatus.TryRead(path) is { IsRegular: false }
        ? throw new IOException($"'{path}' is not a regular file.")
        : File.ReadAllBytes(path);

    /// <summary>Opens a file.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = OwnerFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>Opens a regular file to read it from its beginning to its end.</summary>
    /// <exception cref="IOException">It cannot be read, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static FileStream OpenToRead(string path) => FileStatus.TryRead(path) is { IsRegular: false }
        ? throw new IOException($"'{path}' is not a regular file.")
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);

    /// <summary>Writes a file atomically. An existing file is kept.</summary>
    public static void WriteNew(string path, string temporary, ReadOnlySpan<byte> content)
    {
        using (var stream = Open(temporary, FileMode.CreateNew, FileShare.None))
        {
            stream.Write(content);
        }

        Publish(temporary, path);
    }

    /// <summary>Renames a temporary file durably. An existing file is kept, and the temporary one is deleted.</summary>
    public static void Publish(string temporary, string path)
    {
        using (var stream = Open(temporary, FileMode.Open, FileShare.Read))
        {
            stream.Flush(flushToDisk: true);
        }

        if (!ExclusiveRename.TryRename(temporary, path))
        {
            File.Delete(temporary);
        }

        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Replaces a file atomically and durably. Creates a missing folder.</summary>
    /// <exception cref="IOException">The file cannot be written. It was not changed.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied. The file was not changed.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            CreateFolder(Path.GetDirectoryName(path)!);
            using (var stream = Open(temporary, FileMode.CreateNew, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            FlushFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Delete(temporary);
            throw;
        }
    }

    /// <summary>Deletes a file. Neither it nor its folder need exist.</summary>
    /// <exception cref="IOException">The file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // .NET ignores a missing file, but not a missing folder.
        }
    }

    /// <summary>Makes renames in a folder durable.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // A rename is durable once its folder is flushed, which .NET cannot do. Some file systems cannot flush folders;
        // that is ignored.
        var folder = OpenFolder(path, flags: 0);
        if (folder >= 0)
        {
            _ = Flush(folder);
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
