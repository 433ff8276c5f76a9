using System.Runtime.InteropServices;

namespace ZenML.Platform.Files;

/// <summary>Files and folders that only their owner can read, from the moment that they exist. Windows protects the profile's folder
/// already.</summary>
internal static partial class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a folder and those above it, if they are not there.</summary>
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

    /// <summary>Whether a file exists and nobody but this user and root can read or change it. On Windows nobody can say.</summary>
    public static bool IsPrivate(string path) => !OperatingSystem.IsWindows() && File.Exists(path) && FileExposure.Of(path) == default;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="IOException">It cannot be read, or is no regular file: reading a pipe could wait forever.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path) => FileStatus.TryRead(path) is { IsRegular: false }
        ? throw new IOException($"'{path}' is no regular file.")
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

    /// <summary>Writes a file that appears whole or not at all. If there is one already, that one stays.</summary>
    public static void WriteNew(string path, string temporary, ReadOnlySpan<byte> content)
    {
        using (var stream = Open(temporary, FileMode.CreateNew, FileShare.None))
        {
            stream.Write(content);
        }

        Publish(temporary, path);
    }

    /// <summary>Gives a finished file its name, durably. If there is one of that name already, that one stays and the other is
    /// deleted.</summary>
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

    /// <summary>Replaces the content of a file at once and durably: no reader sees half of it. Creates a missing folder.</summary>
    /// <exception cref="IOException">It cannot be written; the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the file is as it was.</exception>
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

    /// <summary>Deletes a file, if there is one: neither it nor its folder need exist.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be deleted.</exception>
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

    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // A new name is durable when its folder is, and .NET opens no folders. Some file systems cannot flush folders; then there is
        // nothing more to do.
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
