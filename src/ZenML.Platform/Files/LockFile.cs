namespace ZenML.Platform.Files;

/// <summary>Opens lock files. Never follows links, which would create or lock a file elsewhere.</summary>
internal static class LockFile
{
    /// <summary>Opens a file exclusively. A new file is readable only by its owner.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file. Closing it releases the lock.</returns>
    /// <exception cref="IOException">
    /// Another process holds the lock, or the file cannot be opened, is a link or is not a regular file. Nothing was
    /// created.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            // CreateNew does not follow links.
            return PrivateFiles.Open(path, FileMode.CreateNew, FileShare.None);
        }
        catch (IOException) when (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            // It exists already. What it is is checked below.
        }

        var found = FileStatus.TryRead(path, followLink: false);
        if (new FileInfo(path).LinkTarget is not null || !FileKind.IsRegular(path))
        {
            throw Replaced(path);
        }

        var file = PrivateFiles.Open(path, FileMode.Open, FileShare.None);
        if (FileStatus.TryRead(file.SafeFileHandle)?.Identity == found?.Identity)
        {
            return file;
        }

        file.Dispose();
        throw Replaced(path);
    }

    /// <summary>Whether a file could not be opened because another process holds the lock.</summary>
    /// <remarks>EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.</remarks>
    public static bool IsHeldByOther(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>Whether a file could not be opened because its place cannot be written.</summary>
    /// <remarks>Access is denied, or EROFS: the file system is mounted read-only.</remarks>
    public static bool IsNotWritable(Exception exception) => exception is UnauthorizedAccessException or IOException { HResult: 30 };

    private static IOException Replaced(string path) =>
        new($"'{path}' is a link or not a regular file, and was not opened. Remove it and try again.");
}
