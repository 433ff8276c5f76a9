using System.Data;
using System.Data.Common;

namespace ZenML.Stores.Servers;

/// <summary>
/// A transaction on a connection to a database server. When the connection is lost, the server takes the transaction
/// back by itself; so ending one never throws, and never hides what went wrong before.
/// </summary>
internal sealed class ServerTransaction : IAsyncDisposable
{
    private readonly DbConnection connection;

    private readonly DbTransaction transaction;

    private ServerTransaction(DbConnection connection, DbTransaction transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
    }

    /// <summary>Begins one.</summary>
    public static async Task<ServerTransaction> BeginAsync(
        DatabaseServer server, DbConnection connection, IsolationLevel isolation, CancellationToken cancellationToken) =>
        new(connection, await server.BeginAsync(connection, isolation, cancellationToken));

    /// <summary>Sets a savepoint.</summary>
    /// <exception cref="ConnectionLostException">The connection was lost before.</exception>
    public Task SaveAsync(string savepoint) => RunAsync(transaction.SaveAsync(savepoint, CancellationToken.None));

    /// <summary>Releases a savepoint.</summary>
    /// <exception cref="ConnectionLostException">The connection was lost before.</exception>
    public Task ReleaseAsync(string savepoint) => RunAsync(transaction.ReleaseAsync(savepoint, CancellationToken.None));

    /// <summary>Takes back what was done since a savepoint.</summary>
    /// <exception cref="ConnectionLostException">The connection was lost before.</exception>
    public Task RollbackToSavepointAsync(string savepoint) => RunAsync(transaction.RollbackAsync(savepoint, CancellationToken.None));

    /// <summary>Makes it durable.</summary>
    /// <exception cref="ConnectionLostException">The connection was lost before.</exception>
    public Task CommitAsync(CancellationToken cancellationToken = default) => RunAsync(transaction.CommitAsync(cancellationToken));

    /// <summary>Takes back what is not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception exception) when (IsOfConnection(exception))
        {
            // The connection is lost, and the transaction with it.
        }
    }

    private static bool IsOfConnection(Exception exception) =>
        DatabaseServer.IsOfDriver(exception) || exception is InvalidOperationException or OperationCanceledException;

    private async Task RunAsync(Task statement)
    {
        try
        {
            await statement;
        }
        catch (InvalidOperationException exception) when (connection.State != ConnectionState.Open)
        {
            throw new ConnectionLostException(exception);
        }
    }
}
