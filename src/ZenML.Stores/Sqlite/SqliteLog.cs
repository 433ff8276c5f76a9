using ZenML.Core.Errors;

namespace ZenML.Stores.Sqlite;

/// <summary>The files that SQLite keeps beside a database: its log (<c>-wal</c>) and the index of the log (<c>-shm</c>).</summary>
internal static class SqliteLog
{
    private const int Attempts = 3;

    /// <summary>
    /// Makes sure that no log was lost. SQLite makes the log before its index and removes the index first, so an index without a log
    /// means that somebody else
    /// removed the log, or copied the files without it. SQLite itself would begin a new log, and what was only in the old one would be
    /// gone without a word.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>.</exception>
    public static async Task EnsureNotLostAsync(string database, CancellationToken cancellationToken)
    {
        var (log, index) = ($"{database}-wal", $"{database}-shm");
        for (var attempt = 0; File.Exists(index) && !File.Exists(log); attempt++)
        {
            if (attempt == Attempts)
            {
                throw new ZenException(ErrorCode.StoreDamaged,
                    $"The log '{log}' of the database is missing, but its index '{index}' exists: the log contained the latest changes. "
                    + $"Restore the log, "
                    + $"or the whole store from a backup. To continue without those changes, move the index away. Nothing was changed.");
            }

            // Another process may be closing the database or opening it just now.
            await Task.Delay(1, cancellationToken);
        }
    }

    /// <summary>
    /// Deletes the index of a database that this process alone has open, with <c>locking_mode = EXCLUSIVE</c>. SQLite does not use the
    /// index then, and when it closes the database it deletes the log only. An index is left by a process whose last connection could not
    /// tidy up, because another one was just trying to lock the database; without its log, it would look as if the log was lost.
    /// </summary>
    public static void DeleteUnusedIndex(string database)
    {
        try
        {
            File.Delete($"{database}-shm");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It belongs to someone else. The next one who opens the database reports what follows from that.
        }
    }

    /// <summary>
    /// SQLite gives the files beside a database its permissions. While the database was read-only they were made read-only, and would
    /// stay so.
    /// </summary>
    public static void MakeIndexWritable(string database)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in new[] { $"{database}-shm", $"{database}-wal" })
        {
            try
            {
                if (File.Exists(file) && !File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserWrite)
                    && File.GetUnixFileMode(database) is var mode && mode.HasFlag(UnixFileMode.UserWrite))
                {
                    File.SetUnixFileMode(file, mode);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It belongs to someone else, or is gone. SQLite reports what follows from that.
            }
        }
    }
}
