using Microsoft.Data.Sqlite;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>
/// The audit of an embedded store. Changes are recorded in the database, in the transaction of the change. Reads are recorded in a file of their own beside it: a
/// busy server writes thousands a second, and a commit to the database makes SQLite forget whatever each connection has read of it. The file is made for the first
/// record, so a store that is only ever used in process has none.
/// </summary>
/// <param name="files">The files of the store.</param>
/// <param name="store">The database, which has the whole audit while there is no file.</param>
/// <param name="isImmutable">Whether nobody can change the files.</param>
/// <param name="newUnit">Makes the repositories over a connection to the file.</param>
internal sealed class SqliteAudit(StoreFiles files, SqliteDatabase store, bool isImmutable, Func<SqliteSession, IUnitOfWork> newUnit) : IDatabase, IDisposable
{
    private readonly Lock gate = new();

    private SqliteDatabase? opened;

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
            opened?.Dispose();
        }
    }

    private SqliteDatabase Open()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return opened ??= new SqliteDatabase(OpenFile(), newUnit);
        }
    }

    private SqliteConnections OpenFile()
    {
        var connections = new SqliteConnections(files.ReadRecords, isImmutable, beside: files.Database);
        try
        {
            SqliteReadRecords.MakeIfNeeded(files.ReadRecords);
            var session = connections.Rent();
            SqliteReadRecords.Check(session.Connection, files.ReadRecords);
            connections.Return(session);
            return connections;
        }
        catch (Exception exception)
        {
            connections.Dispose();
            throw exception switch
            {
                SqliteException failure => SqliteErrors.Translate(failure, files.ReadRecords),
                IOException or UnauthorizedAccessException => new ZenException(ErrorCode.StoreUnavailable,
                    $"The file of the records of reads cannot be made: {Sentence.End(exception.Message)} Check the folder's permissions and the room on the disk.", exception),
                _ => exception,
            };
        }
    }
}
