using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core.Errors;

namespace ZenML.Stores.Sqlite.Backup;

/// <summary>Keeps every other process away from a database, as long as this one has it.</summary>
internal sealed class ExclusiveDatabase : IDisposable
{
    private const int PatienceMilliseconds = 2_000;

    private readonly SqliteConnections? connections;

    private readonly SqliteSession? session;

    private ExclusiveDatabase(SqliteConnections? connections, SqliteSession? session) =>
        (this.connections, this.session) = (connections, session);

    /// <summary>Locks the database and writes its log into it.</summary>
    /// <returns>The lock. Of a file that is missing, or so damaged that nobody can have it open, there is none.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: another process has it open.</exception>
    public static ExclusiveDatabase Lock(StoreFiles files)
    {
        if (!File.Exists(files.Database))
        {
            return new ExclusiveDatabase(null, null);
        }

        var connections = new SqliteConnections(files.Database, busyMilliseconds: PatienceMilliseconds, isExclusive: true);
        try
        {
            var session = connections.Rent();
            session.Connection.Execute("BEGIN EXCLUSIVE; COMMIT");
            SqliteLog.DeleteUnusedIndex(files.Database);
            session.Connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            return new ExclusiveDatabase(connections, session);
        }
        catch (SqliteException exception)
        {
            connections.Dispose();
            return exception.SqliteErrorCode switch
            {
                raw.SQLITE_BUSY or raw.SQLITE_LOCKED => throw InUse(files, exception),
                raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_ERROR => new ExclusiveDatabase(null, null),
                _ => throw SqliteErrors.Translate(exception, files.Database),
            };
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        session?.Dispose();
        connections?.Dispose();
    }

    private static ZenException InUse(StoreFiles files, Exception cause) => new(ErrorCode.StoreUnavailable,
        $"Another program has the store '{files.Database}' open, perhaps a server. Nothing was changed. Stop it and try again; for a "
        + $"server in the background: zenml down",
        cause);
}
