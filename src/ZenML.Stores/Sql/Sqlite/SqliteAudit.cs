using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Platform.Files;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>
/// The audit of an embedded store. Changes are recorded in the database, in the transaction of the change. Reads are recorded in a file of their own beside it: a
/// busy server writes thousands a second, and a commit to the database makes SQLite forget whatever each connection has read of it. The file is made when the
/// first server begins to record, so a store that is only ever used in process has none.
/// </summary>
/// <param name="files">The files of the store.</param>
/// <param name="store">The database, which has the whole audit while there is no file.</param>
/// <param name="isImmutable">Whether nobody can change the files.</param>
/// <param name="newUnit">Makes the repositories over a connection to the file.</param>
internal sealed class SqliteAudit(StoreFiles files, SqliteDatabase store, bool isImmutable, Func<SqliteSession, IUnitOfWork> newUnit) : IDatabase, IDisposable
{
    // Records wait in memory meanwhile, while values are given out.
    private const int LongestWaitForLock = 1_000;

    private readonly Lock gate = new();

    private OpenedFile? opened;

    private bool isDisposed;

    /// <inheritdoc />
    public Task<TResult> ReadAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        File.Exists(files.ReadRecords) ? Open().ReadAsync(work, cancellationToken) : store.ReadAsync(work, cancellationToken);

    /// <inheritdoc />
    public Task<TResult> WriteAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        Open().WriteAsync(work, cancellationToken);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            opened?.Database.Dispose();
        }
    }

    /// <remarks>
    /// Whoever keeps an old record moves the file away, and whoever restores one puts another in its place. What is open would go on to be written, and nobody would ever see it.
    /// </remarks>
    private SqliteDatabase Open()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            var present = FileStatus.TryRead(files.ReadRecords)?.Identity;
            if (opened is not null && opened.Identity != present)
            {
                opened.Leave();
                opened = null;
            }

            return (opened ??= OpenFile()).Database;
        }
    }

    private OpenedFile OpenFile()
    {
        var connections = new SqliteConnections(files.ReadRecords, isImmutable, beside: files.Database, busyMilliseconds: LongestWaitForLock);
        try
        {
            SqliteReadRecords.MakeIfNeeded(files.ReadRecords);
            var identity = FileStatus.TryRead(files.ReadRecords)?.Identity;
            var session = connections.Rent();
            SqliteReadRecords.Check(session.Connection, files.ReadRecords);
            connections.Return(session);
            return new OpenedFile(identity, connections, new SqliteDatabase(connections, newUnit));
        }
        catch (Exception exception)
        {
            connections.Dispose();
            throw exception switch
            {
                SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT } => SqliteReadRecords.Damaged(files.ReadRecords, exception),
                SqliteException failure => SqliteErrors.Translate(failure, files.ReadRecords),
                IOException or UnauthorizedAccessException => new ZenException(ErrorCode.StoreUnavailable,
                    $"The file of the records of reads cannot be made: {Sentence.End(exception.Message)} Check the folder's permissions and the room on the disk.", exception),
                _ => exception,
            };
        }
    }

    /// <summary>The file that is open.</summary>
    private sealed record OpenedFile((uint, uint, ulong)? Identity, SqliteConnections Connections, SqliteDatabase Database)
    {
        /// <summary>Closes it when it lies elsewhere or nowhere now. What is in SQLite's log is written into it first: the log would be taken for that of the file in its place.</summary>
        public void Leave()
        {
            try
            {
                var session = Connections.Rent();
                session.Connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
                Connections.Return(session);
            }
            catch (SqliteException)
            {
                // Then the file that was moved away lacks its last records.
            }

            Database.Dispose();
        }
    }
}
