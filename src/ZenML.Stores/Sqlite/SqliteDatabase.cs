using Microsoft.Data.Sqlite;
using ZenML.Core.Persistence;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Sqlite;

/// <summary>Units of work on one file.</summary>
/// <param name="connections">The connections to it; closed with this.</param>
/// <param name="newUnit">Makes the repositories over a connection.</param>
internal sealed class SqliteDatabase(SqliteConnections connections, Func<SqliteSession, IUnitOfWork> newUnit) : IDatabase, IDisposable
{
    private readonly SharedWrites writes = new(new SqliteTransactions(connections, newUnit));

    /// <inheritdoc />
    public Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        ReadAsync(work, isOneStatement: false, cancellationToken);

    /// <inheritdoc />
    public Task<TResult> ReadOneAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        ReadAsync(work, isOneStatement: true, cancellationToken);

    /// <inheritdoc />
    public async Task<TResult> WriteAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await writes.RunAsync(work, cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, connections.File);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => connections.Dispose();

    private async Task<TResult> ReadAsync<TResult>(
        Func<IUnitOfWork, CancellationToken, Task<TResult>> work, bool isOneStatement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var session = connections.Rent();
            var isFit = false;
            try
            {
                if (!isOneStatement)
                {
                    session.Execute("BEGIN");
                }

                var result = await work(newUnit(session), cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                connections.EnsureWasWhole(session);
                if (!isOneStatement)
                {
                    session.Execute("COMMIT");
                }

                isFit = true;
                return result;
            }
            finally
            {
                if (isFit || session.RollBack())
                {
                    connections.Return(session);
                }
                else
                {
                    session.Dispose();
                }
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, connections.File);
        }
    }
}
