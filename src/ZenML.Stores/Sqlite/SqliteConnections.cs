using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core.Errors;

namespace ZenML.Stores.Sqlite;

/// <summary>A pool of connections to one database.</summary>
/// <param name="database">The full path of the file.</param>
/// <param name="access">What can be done with the file.</param>
/// <param name="beside">The full path of a second database that statements can name, as <c>store</c>; null for none.</param>
/// <param name="busyMilliseconds">How long a connection waits for a lock.</param>
/// <param name="isExclusive">Whether the one connection that is opened must be the only one of all processes, as long as it is
/// open.</param>
internal sealed class SqliteConnections(
    string database,
    SqliteAccess access = SqliteAccess.ReadWrite,
    string? beside = null,
    int busyMilliseconds = SqliteConnections.DefaultBusyMilliseconds,
    bool isExclusive = false) : IDisposable
{
    // Longer than any queue of writers should take.
    private const int DefaultBusyMilliseconds = 60_000;

    // Longer than readers in this process take, and short enough for writers that wait.
    private const int EmptyLogMilliseconds = 250;

    // Values pass through as ciphertext only; names should not end up in temporary files or freed pages either.
    // (The cache, in KiB, holds what a check of a hundred secrets among a million reads; it is no larger, for each connection has one. A
    // map of the file was no faster.)
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; "
        + "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2560";

    // A bag returns to each thread what that thread put in, which its core has in its caches.
    private readonly ConcurrentBag<SqliteSession> idle = [];

    private volatile SqliteAccess access = access;

    private volatile bool disposed;

    /// <summary>The full path of the file.</summary>
    public string File => database;

    /// <summary>What can be done with the file now.</summary>
    public SqliteAccess Access => access;

    /// <summary>An idle connection, or a new one.</summary>
    public SqliteSession Rent()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return idle.TryTake(out var session) ? session : New(access);
    }

    /// <summary>The same for writing. Where there was no room on the disk, it is found out whether there is now.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: there is still no room.</exception>
    public SqliteSession RentToWrite()
    {
        if (access != SqliteAccess.WithoutRoom)
        {
            return Rent();
        }

        ObjectDisposedException.ThrowIf(disposed, this);
        try
        {
            var session = New(SqliteAccess.ReadWrite);
            access = SqliteAccess.ReadWrite;
            return session;
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.NoRoom(database, exception);
        }
    }

    /// <summary>
    /// Makes sure that what was read without the files beside the database was whole: whoever changes it writes to its log first.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: it was changed meanwhile.</exception>
    public void EnsureWasWhole(SqliteSession session)
    {
        if (session.Access == SqliteAccess.WithoutRoom && HasLog(database))
        {
            throw new ZenException(ErrorCode.StoreUnavailable, $"The store '{database}' changed while it was read. Try again.");
        }
    }

    /// <summary>Whether a database has a log with something in it.</summary>
    public static bool HasLog(string database) => new FileInfo($"{database}-wal") is { Exists: true, Length: > 0 };

    /// <summary>
    /// Writes what is in the log into the database and empties the log, so that it has no copy of deleted content. Best effort: a reader
    /// that still needs the log keeps it until it is done.
    /// </summary>
    public void EmptyLog(SqliteSession session)
    {
        try
        {
            _ = raw.sqlite3_busy_timeout(session.Connection.Handle, EmptyLogMilliseconds);
            session.Connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // The change is durable, and the next checkpoint does it.
        }
        finally
        {
            _ = raw.sqlite3_busy_timeout(session.Connection.Handle, busyMilliseconds);
        }
    }

    /// <summary>Takes back a connection on which no transaction is open.</summary>
    public void Return(SqliteSession session)
    {
        if (disposed || session.Access != access)
        {
            session.Dispose();
            return;
        }

        idle.Add(session);
        if (disposed)
        {
            CloseIdle();
        }
    }

    public void Dispose()
    {
        disposed = true;
        CloseIdle();
    }

    /// <remarks>Each part is encoded by itself: the framework's own URIs of files leave some characters that mean something to
    /// SQLite.</remarks>
    private static string UriOf(string path) =>
        $"file:{string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString))}";

    private static string SourceOf(string path, SqliteAccess access) =>
        access == SqliteAccess.ReadWrite ? path : $"{UriOf(path)}?immutable=1";

    private string ConnectionStringFor(SqliteAccess wanted) => new SqliteConnectionStringBuilder
    {
        DataSource = SourceOf(database, wanted),
        Mode = wanted == SqliteAccess.ReadWrite ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly,
        Pooling = false,

        // SQLite itself waits for locks, and wakes sooner; the driver's own loop would only wait once more.
        DefaultTimeout = 1,
    }.ConnectionString;

    private SqliteSession New(SqliteAccess wanted) => new(Open(wanted), wanted);

    private SqliteConnection Open(SqliteAccess wanted)
    {
        SqliteLibrary.EnsureLoaded();
        if (wanted == SqliteAccess.ReadWrite)
        {
            SqliteLog.MakeIndexWritable(database);
        }

        var connection = new SqliteConnection(ConnectionStringFor(wanted));
        try
        {
            connection.Open();
            _ = raw.sqlite3_busy_timeout(connection.Handle, busyMilliseconds);
            if (isExclusive)
            {
                // Before anything is read: with this, SQLite locks the file at the first access, which fails while others have it open.
                connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
            }

            connection.Execute(Settings);
            if (beside is not null)
            {
                connection.Attach(SourceOf(beside, wanted));
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void CloseIdle()
    {
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
