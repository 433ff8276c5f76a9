using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Stores.Sqlite;

/// <summary>
/// Notices a database that was copied without the files beside it. Every store was made under its lock file, which is never deleted; so a
/// database without that file was copied or restored. If it keeps a log and none came with it, the copy may be incomplete: the latest
/// changes of a database in use are in its log.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="hasLog">Whether a log with something in it came with the database.</param>
internal sealed class SqliteCopy(StoreFiles files, bool hasLog)
{
    /// <summary>Looks at the files of a store. Only before the first connection, which makes an empty log.</summary>
    /// <returns>The copy; null if the store was made here, or was opened here before.</returns>
    public static SqliteCopy? Find(StoreFiles files) => new FileInfo(files.Lock) is { Exists: false, LinkTarget: null }
        ? new SqliteCopy(files, SqliteConnections.HasLog(files.Database))
        : null;

    /// <summary>Makes the lock file, and warns if the latest changes may be missing. So the warning comes once.</summary>
    /// <param name="session">A connection to the database, which was found to be a store.</param>
    /// <param name="warn">Called with the warning; null for nobody.</param>
    public void Note(SqliteSession session, Action<string>? warn)
    {
        if (!TryMark(session.Access) || hasLog || !session.Connection.KeepsLog())
        {
            return;
        }

        warn?.Invoke(MessageText.Of(
            $"The store '{files.Database}' was copied or restored without the files beside it. If it was in use meanwhile, its latest "
            + $"changes are missing: they were in '{Path.GetFileName(files.Database)}-wal'. In that case, do not go on with this copy. "
            + $"Stop everything that uses the original and copy all files of its folder. This warning is not repeated."));
    }

    /// <remarks>
    /// Where the file cannot be made, there is no warning: every command would repeat it. Nor does root make one for the owner of
    /// the folder, who could not open it.
    /// </remarks>
    /// <returns>Whether this process made the file.</returns>
    private bool TryMark(SqliteAccess access)
    {
        if (access != SqliteAccess.ReadWrite || PrivateFolder.FindForeignOwner(files.Folder) is not null)
        {
            return false;
        }

        try
        {
            using var made = PrivateFiles.Open(files.Lock, FileMode.CreateNew, FileShare.None);
            StoreLock.Mark(made);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process has just made it, or the folder cannot be written.
            return false;
        }
    }
}
