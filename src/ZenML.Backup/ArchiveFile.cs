using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Backup;

/// <summary>Writes an archive to a new file that only its owner can read. The file gets its name only when it was read back.</summary>
internal static class ArchiveFile
{
    private const string DraftEnd = ".zenml-backup-draft";

    private const int DraftDigits = 32;

    /// <summary>Checks what can be checked before the work begins.</summary>
    /// <param name="path">The full path of the new file.</param>
    /// <exception cref="ZenException">The path exists, or its folder does not.</exception>
    public static void EnsureFree(string path)
    {
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            throw Exists(path);
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"The folder of '{path}' does not exist. Nothing was written. Create it, or choose another file.");
        }
    }

    /// <summary>Writes the file, checks it, and gives it its name.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="write">Writes the archive.</param>
    /// <param name="check">Reads it back from its beginning and throws if it is not whole.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>, or it cannot be written, or is not what was written. There is no new file then.
    /// </exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write, Func<Stream, Task> check)
    {
        EnsureFree(path);
        var folder = Path.GetDirectoryName(path)!;
        var draft = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}{DraftEnd}");
        try
        {
            DeleteLeftovers(path, folder);

            // The draft stays open, and so locked, until it has its name: an unlocked one was left by a killed process.
            await using var file = PrivateFiles.Open(
                draft, FileMode.CreateNew, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
            await write(file);
            file.Flush(flushToDisk: true);
            file.Position = 0;
            await check(file);
            if (!ExclusiveRename.TryRename(draft, path))
            {
                throw Exists(path);
            }

            PrivateFiles.FlushFolder(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PrivateFiles.IsDiskFull(exception)
                ? new ZenException(ErrorCode.StoreUnavailable,
                    $"The disk of '{path}' is full. No backup was written. Free some space, or choose another disk.", exception)
                : new ZenException(ErrorCode.StoreUnavailable,
                    $"The backup '{path}' cannot be written: "
                    + $"{Sentence.End(exception.Message.Replace(draft, path, StringComparison.Ordinal))} There is no new file.", exception);
        }
        finally
        {
            TryDelete(draft);
        }
    }

    /// <summary>Opens an archive to read it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, or it cannot be read.</exception>
    public static FileStream OpenToRead(string path)
    {
        try
        {
            return Directory.Exists(path) ? throw new UnauthorizedAccessException() : PrivateFiles.OpenToRead(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ZenException(ErrorCode.NotFound, $"The file '{path}' does not exist.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot read the file '{path}': it is a folder, or you do not have permission.", exception);
        }
        catch (IOException exception)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"The file '{path}' cannot be read: {Sentence.End(exception.Message)}", exception);
        }
    }

    private static void DeleteLeftovers(string path, string folder)
    {
        var start = $".{Path.GetFileName(path)}.";
        foreach (var leftover in Directory.EnumerateFiles(folder, $"*{DraftEnd}", new EnumerationOptions { AttributesToSkip = 0 }))
        {
            var name = Path.GetFileName(leftover);
            if (name.StartsWith(start, StringComparison.Ordinal) && name.Length == start.Length + DraftDigits + DraftEnd.Length
                && FileKind.IsRegular(leftover) && IsUnlocked(leftover))
            {
                TryDelete(leftover);
            }
        }
    }

    private static bool IsUnlocked(string file)
    {
        try
        {
            using var opened = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is being written right now, or it belongs to someone else.
            return false;
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            PrivateFiles.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next backup to the same name tries again.
        }
    }

    private static ZenException Exists(string path) => new(ErrorCode.AlreadyExists,
        $"'{path}' already exists and was not changed. A backup never replaces a file. Choose another name.");
}
