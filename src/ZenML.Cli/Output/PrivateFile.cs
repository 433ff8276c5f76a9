using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Cli.Output;

/// <summary>Writes files that only their owner can read.</summary>
internal static class PrivateFile
{
    private const string DraftEnd = ".zenml-draft";

    private const int DraftDigits = 32;

    /// <summary>Writes a file completely or not at all.</summary>
    /// <param name="environment">The process; relative paths are relative to its folder.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="ZenException">
    /// The file exists, is not a regular file, or cannot be written.
    /// </exception>
    public static async Task WriteAsync(
        CliEnvironment environment, string path, string text, bool overwrite, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(Path.Combine(environment.WorkingDirectory, path));
        var draft = Path.Combine(Path.GetDirectoryName(target) ?? "", $".{Path.GetFileName(target)}.{Guid.NewGuid():N}{DraftEnd}");
        try
        {
            EnsureRegular(target, path);
            if (!overwrite && Path.Exists(target))
            {
                throw Exists(path);
            }

            RemoveLeftovers(target);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            // Keep the draft open, and so locked, until it is renamed: an unlocked draft was left by a killed process.
            await using var writer = new StreamWriter(draft, options);
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
            await writer.FlushAsync(cancellationToken);
            if (overwrite)
            {
                File.Move(draft, target, overwrite: true);
            }
            else if (!ExclusiveRename.TryRename(draft, target))
            {
                // It was created after the check above.
                throw Exists(path);
            }
        }
        catch (IOException) when (!overwrite && File.Exists(target))
        {
            throw Exists(path);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Unwritable(path, null);
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    /// <summary>Opens a file that is written bit by bit, in UTF-8. What is there of it stays if the writing fails.</summary>
    /// <param name="environment">The process; relative paths are relative to its folder.</param>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="ZenException">As for <see cref="WriteAsync"/>.</exception>
    public static StreamWriter Open(CliEnvironment environment, string path, bool overwrite)
    {
        var target = Path.GetFullPath(Path.Combine(environment.WorkingDirectory, path));
        EnsureRegular(target, path);
        try
        {
            return new StreamWriter(PrivateFiles.Open(target, overwrite ? FileMode.Create : FileMode.CreateNew, FileShare.Read));
        }
        catch (IOException) when (!overwrite && File.Exists(target))
        {
            throw Exists(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unwritable(path, exception);
        }
    }

    /// <summary>
    /// Checks, as far as possible in advance, that a new file can be written to this path.
    /// </summary>
    /// <exception cref="ZenException">The path exists, or its folder does not.</exception>
    public static void EnsureFree(CliEnvironment environment, string path)
    {
        var target = Path.GetFullPath(Path.Combine(environment.WorkingDirectory, path));
        if (Path.Exists(target))
        {
            throw new ZenException(
                ErrorCode.AlreadyExists,
                $"The file '{path}' already exists and was not changed. Choose another file name.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"Cannot write the file '{path}': its folder does not exist.");
        }
    }

    /// <remarks>Drafts contain values in the clear.</remarks>
    private static void RemoveLeftovers(string target)
    {
        var start = $".{Path.GetFileName(target)}.";
        var all = new EnumerationOptions { AttributesToSkip = 0 };
        foreach (var leftover in Directory.EnumerateFiles(Path.GetDirectoryName(target) ?? "", $"*{DraftEnd}", all))
        {
            var name = Path.GetFileName(leftover);
            if (!name.StartsWith(start, StringComparison.Ordinal)
                || name.Length != start.Length + DraftDigits + DraftEnd.Length
                || !FileKind.IsRegular(leftover))
            {
                continue;
            }

            try
            {
                using var unlocked = new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete);
                File.Delete(leftover);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is being written right now, or it belongs to someone else.
            }
        }
    }

    /// <remarks>Replacing a device or a pipe would remove it for everyone else.</remarks>
    private static void EnsureRegular(string target, string path)
    {
        if (Path.Exists(target) && !FileKind.IsRegular(target))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"'{path}' is not a regular file and was not changed. To write to standard output, use - as the file name.");
        }
    }

    private static ZenException Unwritable(string path, Exception? cause) => new(
        ErrorCode.InvalidArgument, $"Cannot write the file '{path}'. Check that its folder exists and that you can write there.", cause);

    private static ZenException Exists(string path) =>
        new(ErrorCode.AlreadyExists, $"The file '{path}' already exists and was not changed. To overwrite it, use --force.");
}
