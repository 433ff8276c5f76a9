using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>Opens connections to one database and keeps the idle ones for the next unit of work.</summary>
/// <param name="database">The full path of the file.</param>
/// <param name="isImmutable">Whether nobody can change the file, so that SQLite needs no files beside it for reading.</param>
/// <param name="beside">The full path of a second database that statements can name, as <c>store</c>; null for none.</param>
/// <param name="busyMilliseconds">How long a connection waits for a lock.</param>
internal sealed class SqliteConnections(
    string database, bool isImmutable = false, string? beside = null, int busyMilliseconds = SqliteConnections.DefaultBusyMilliseconds) : IDisposable
{
    // Longer than any queue of writers should take.
    private const int DefaultBusyMilliseconds = 60_000;

    // Values pass through as ciphertext only; names should not lie in temporary files or freed pages either.
    // (The cache, in KiB, holds what a check of a hundred secrets among a million reads; it is no larger, for each connection has one. A map of the file was no faster.)
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2560";

    // A bag gives each thread what it gave back itself, and with it what its core has in its caches.
    private readonly ConcurrentBag<SqliteSession> idle = [];

    private readonly string connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = SourceOf(database, isImmutable),
        Mode = isImmutable ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
        Pooling = false,

        // SQLite itself waits for locks, and wakes sooner; the driver's own loop would only wait once more.
        DefaultTimeout = 1,
    }.ConnectionString;

    private volatile bool disposed;

    /// <summary>The full path of the file.</summary>
    public string File => database;

    /// <summary>Whether nobody can change the file.</summary>
    public bool IsImmutable => isImmutable;

    /// <summary>An idle connection, or a new one.</summary>
    public SqliteSession Rent()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return idle.TryTake(out var session) ? session : new SqliteSession(Open());
    }

    /// <summary>Takes back a connection on which no transaction is open.</summary>
    public void Return(SqliteSession session)
    {
        if (disposed)
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

    /// <remarks>Each part is encoded by itself: the framework's own URIs of files leave some characters that mean something to SQLite.</remarks>
    private static string UriOf(string path) => $"file:{string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString))}";

    private static string SourceOf(string path, bool isImmutable) => isImmutable ? $"{UriOf(path)}?immutable=1" : path;

    private SqliteConnection Open()
    {
        SqliteLibrary.EnsureLoaded();
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            _ = raw.sqlite3_busy_timeout(connection.Handle, busyMilliseconds);
            connection.Execute(Settings);
            if (beside is not null)
            {
                connection.Attach(SourceOf(beside, isImmutable));
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
