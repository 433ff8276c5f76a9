using System.Data;
using System.Data.Common;
using ZenML.Core.Persistence;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Sql.Networked;

/// <summary>
/// Transactions that write to a database on a server. Each waits for its turn first, so that of all replicas one at a time writes; then every statement sees all
/// that was committed before, and no rule of Core has to think of what others do meanwhile.
/// </summary>
internal sealed class NetworkedTransactions(DatabaseServer server, Func<DbConnection, IUnitOfWork> newUnit) : IWriteTransactions
{
    private const int MostAttempts = 5;

    public async Task<IWriteTransaction> BeginAsync()
    {
        var connection = await server.ConnectAsync(CancellationToken.None);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, CancellationToken.None);
            var shared = new Transaction(server, connection, transaction, newUnit);
            await server.TakeTurnAsync(new SqlSession(connection, server.Dialect));
            return shared;
        }
        catch
        {
            // Closing it ends the transaction.
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <remarks>A transaction whose connection was lost before its commit did nothing.</remarks>
    public bool IsWorthRepeating(Exception exception, bool mayBeDone, int attempt) =>
        attempt < MostAttempts && DatabaseServer.IsOfDriver(exception) && server.Classify(exception) switch
        {
            Failure.Contended => true,
            Failure.Unreachable => !mayBeDone,
            _ => false,
        };

    private sealed class Transaction(DatabaseServer server, DbConnection connection, DbTransaction transaction, Func<DbConnection, IUnitOfWork> newUnit)
        : IWriteTransaction
    {
        private const string Mark = "one_write";

        public IUnitOfWork NewUnit() => newUnit(connection);

        public Task MarkAsync() => transaction.SaveAsync(Mark, CancellationToken.None);

        public async Task<bool> TakeBackAsync(Exception cause)
        {
            if (DatabaseServer.IsOfDriver(cause) && server.Classify(cause) is Failure.Contended or Failure.Unreachable)
            {
                return false;
            }

            await transaction.RollbackAsync(Mark, CancellationToken.None);
            return true;
        }

        public Task UnmarkAsync() => transaction.ReleaseAsync(Mark, CancellationToken.None);

        public Task CommitAsync() => transaction.CommitAsync(CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
            }
            catch (Exception exception) when (DatabaseServer.IsOfDriver(exception) || exception is InvalidOperationException)
            {
                // The connection is lost, and the transaction with it.
            }

            await connection.DisposeAsync();
        }
    }
}
