using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Stores.Sqlite;

/// <summary>Lets one process at a time make or migrate the store. The operating system gives the lock back if its holder ends, however it
/// ends.</summary>
internal static class StoreLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="isDone">Whether someone else has done the work meanwhile, so that the lock is not needed any more.</param>
    /// <param name="clock">Measures the patience.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock, or null if the work is done.</returns>
    public static async Task<FileStream?> TakeAsync(string path, Func<bool> isDone, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (!isDone())
        {
            try
            {
                return LockFile.Open(path);
            }
            catch (IOException exception) when (LockFile.IsHeldByOther(exception))
            {
                if (clock.GetElapsedTime(start) > Patience)
                {
                    throw TooLong(path, exception);
                }
            }
            catch (Exception exception) when (LockFile.IsNotWritable(exception))
            {
                var folder = Path.GetDirectoryName(path)!;
                throw new ZenException(ErrorCode.StoreUnavailable, FolderAccess.Describe(folder) is { } problem
                    ? MessageText.Of($"The store cannot be opened. {problem:raw}")
                    : MessageText.Of($"The store must be prepared for this version of zenml, but its folder "
                        + $"'{folder}' is not writable. Make it writable, or use another folder."), exception);
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return null;
    }

    /// <summary>The same without giving up the thread: for work of some milliseconds that is hardly ever done twice at once.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: another process holds it for too long.</exception>
    public static FileStream? Take(string path, Func<bool> isDone)
    {
        FileStream? held = null;
        return SpinWait.SpinUntil(() => isDone() || TryOpen(path, out held), Patience)
            ? held
            : throw TooLong(path);
    }

    /// <summary>
    /// Waits until nobody makes, migrates or replaces the store, and keeps it so while this process opens the database. Several processes
    /// can hold this at once. Without it, a process that waits for the file of a replaced store would use the log of the new one, which
    /// has the same name.
    /// </summary>
    /// <param name="path">The lock file.</param>
    /// <param name="clock">Measures the patience.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The share, until it is disposed of; null where there is no lock file that can be read.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: another process holds it for too long.</exception>
    public static async ValueTask<IDisposable?> ShareAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (File.Exists(path) && FileKind.IsRegular(path))
        {
            try
            {
                return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            }
            catch (IOException exception) when (LockFile.IsHeldByOther(exception))
            {
                if (clock.GetElapsedTime(start) > Patience)
                {
                    throw TooLong(path, exception);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return null;
    }

    private static bool TryOpen(string path, out FileStream? held)
    {
        try
        {
            held = LockFile.Open(path);
            return true;
        }
        catch (IOException exception) when (LockFile.IsHeldByOther(exception))
        {
            held = null;
            return false;
        }
    }

    /// <summary>Whether a store was whole in this folder before.</summary>
    public static bool HasMark(FileStream held) => held.Length > 0;

    /// <summary>Notes in the lock file that the store is whole, so that its loss is noticed.</summary>
    public static void Mark(FileStream held)
    {
        if (held.Length == 0)
        {
            held.Write("A store was created here.\n"u8);
        }
    }

    private static ZenException TooLong(string path, Exception? cause = null) => new(
        ErrorCode.StoreUnavailable,
        $"Another process has been preparing the store for too long and holds '{path}'. Stop it or wait, and try again.",
        cause);
}
