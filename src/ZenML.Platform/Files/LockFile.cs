namespace ZenML.Platform.Files;

/// <summary>Opens files that programs lock, never through a link: that would create or lock a file somewhere else.</summary>
internal static class LockFile
{
    /// <summary>Opens a file for this process alone, and makes it, readable by its owner alone, if there is none.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file. The system releases the lock when it is closed.</returns>
    /// <exception cref="IOException">
    /// Another process has the lock, or the file cannot be opened, is a link or no regular file. Nothing was created.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            // Follows no link.
            return PrivateFiles.Open(path, FileMode.CreateNew, FileShare.None);
        }
        catch (IOException) when (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            // It is there already, whatever it is.
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

    private static IOException Replaced(string path) =>
        new($"'{path}' is a link or no regular file, and was not opened. Remove it and try again.");
}
