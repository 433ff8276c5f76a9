using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Text;
using ZenML.Platform.Files;
using ZenML.Stores.Encryption;

namespace ZenML.Stores.Sqlite;

/// <summary>
/// The audit of an embedded store. Changes are recorded in the database, in the transaction of the change. Reads are recorded in a file of
/// their own beside it: a
/// busy server writes thousands a second, and a commit to the database makes SQLite forget whatever each connection has read of it. The
/// file is made when the
/// first server begins to record, so a store that is only ever used in process has none.
/// </summary>
/// <remarks>
/// Records are written over connections to that file alone. SQLite locks every database of a connection that a
/// transaction begins to write on, so one that names the store as well would wait for whoever writes to the store, and
/// keep them waiting. Only lists, which lock nothing, see both files.
/// </remarks>
/// <param name="files">The files of the store.</param>
/// <param name="store">The database, which has the whole audit while there is no file.</param>
/// <param name="access">What can be done with the files.</param>
/// <param name="signer">Signs the audit.</param>
/// <param name="newUnit">Makes the repositories over a connection to the file.</param>
internal sealed class SqliteAudit(
    StoreFiles files,
    SqliteDatabase store,
    SqliteAccess access,
    AuditSigner signer,
    Func<SqliteSession, IUnitOfWork> newUnit) : IDatabase, IDisposable
{
    // Records wait in memory meanwhile, while values are returned.
    private const int LongestWaitForLock = 1_000;

    private readonly Lock gate = new();

    private OpenedFile? opened;

    private bool isDisposed;

    /// <inheritdoc />
    public Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        File.Exists(files.ReadRecords) ? Open().Listed.ReadAsync(work, cancellationToken) : store.ReadAsync(work, cancellationToken);

    /// <inheritdoc />
    public Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        Open().Written.WriteAsync(work, cancellationToken);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            opened?.Dispose();
        }
    }

    /// <remarks>
    /// To keep an old record, people move the file away; to restore one, they replace it. The open file would then be written to without
    /// anyone ever seeing it.
    /// </remarks>
    private OpenedFile Open()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            var present = FileStatus.TryRead(files.ReadRecords)?.Identity;
            if (opened is not null && opened.Identity != present)
            {
                opened.Leave();
                opened = null;
                signer.Forget(AuditChain.Reads);
            }

            return opened ??= OpenFile();
        }
    }

    private OpenedFile OpenFile()
    {
        var connections = new SqliteConnections(files.ReadRecords, access, busyMilliseconds: LongestWaitForLock);
        try
        {
            SqliteReadRecords.MakeIfNeeded(files.ReadRecords, files.Lock);
            var identity = FileStatus.TryRead(files.ReadRecords)?.Identity;
            var session = connections.Rent();
            SqliteReadRecords.UpgradeIfNeeded(session.Connection);
            SqliteReadRecords.Check(session.Connection, files.ReadRecords);
            connections.Return(session);
            var both = new SqliteConnections(files.ReadRecords, access, beside: files.Database);
            return new OpenedFile(identity, connections, new SqliteDatabase(connections, newUnit), new SqliteDatabase(both, newUnit));
        }
        catch (Exception exception)
        {
            connections.Dispose();
            throw exception switch
            {
                SqliteException { SqliteErrorCode: raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT } =>
                    SqliteReadRecords.Damaged(files.ReadRecords, exception),
                SqliteException failure => SqliteErrors.Translate(failure, files.ReadRecords),
                IOException or UnauthorizedAccessException => new ZenException(ErrorCode.StoreUnavailable,
                    $"The file for read records cannot be created: {Sentence.End(exception.Message)} Check the folder's permissions "
                    + $"and the free disk space.", exception),
                _ => exception,
            };
        }
    }

    /// <summary>The file that is open.</summary>
    /// <param name="Identity">Which file it is; null where the system does not say.</param>
    /// <param name="Connections">The connections to it alone.</param>
    /// <param name="Written">The file alone.</param>
    /// <param name="Listed">The file with the database beside it.</param>
    private sealed record OpenedFile(
        (uint, uint, ulong)? Identity, SqliteConnections Connections, SqliteDatabase Written, SqliteDatabase Listed) : IDisposable
    {
        /// <summary>Closes it after it was moved or deleted. SQLite's log is written into it first: otherwise the log would be
        /// taken for that of the file in its place.</summary>
        public void Leave()
        {
            // A list that goes on meanwhile closes its own connection when it ends.
            Listed.Dispose();
            try
            {
                var session = Connections.Rent();
                try
                {
                    session.Connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
                }
                finally
                {
                    Connections.Return(session);
                }
            }
            catch (SqliteException)
            {
                // Then the file that was moved away lacks its last records.
            }

            Written.Dispose();
        }

        public void Dispose()
        {
            Written.Dispose();
            Listed.Dispose();
        }
    }
}
