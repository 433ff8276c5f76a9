using System.Data;
using System.Data.Common;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Sessions;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Servers;

/// <summary>
/// Transactions that write to a database on a server. Each waits for its turn first, so that of all replicas one at a
/// time writes; then every statement sees all that was committed before, and no rule of Core has to think of what others do meanwhile.
/// Once a newer version has migrated the database, none writes: it would write rows as it knows them.
/// </summary>
internal sealed class NetworkedTransactions(DatabaseServer server, Func<DbConnection, IUnitOfWork> newUnit) : IWriteTransactions
{
    private const int MostAttempts = 5;

    public async Task<IWriteTransaction> BeginAsync()
    {
        var connection = await server.ConnectAsync(CancellationToken.None);
        try
        {
            var begun = await ServerTransaction.BeginAsync(server, connection, IsolationLevel.ReadCommitted, CancellationToken.None);
            var shared = new Transaction(server, connection, begun, newUnit);
            if (await server.TakeTurnAsync(new SqlSession(connection, server.Dialect)) <= Migration.Newest)
            {
                return shared;
            }

            // A connection of the pool would keep the turn from the servers of the newer version.
            await begun.DisposeAsync();
            throw NetworkedErrors.WasUpgraded(server);
        }
        catch
        {
            // Closing it ends the transaction.
            await DatabaseServer.CloseAsync(connection);
            throw;
        }
    }

    /// <remarks>A transaction whose connection was lost before its commit did nothing.</remarks>
    public bool IsWorthRepeating(Exception exception, int attempt) =>
        attempt < MostAttempts && DatabaseServer.IsOfDriver(exception)
        && server.Classify(exception) is Failure.Contended or Failure.Unreachable;

    public bool IsTakenBack(Exception exception) => server.IsTakenBack(exception);

    public ZenException OutcomeUnknown(Exception exception) => NetworkedErrors.OutcomeUnknown(exception, server);

    private sealed class Transaction(
        DatabaseServer server, DbConnection connection, ServerTransaction transaction, Func<DbConnection, IUnitOfWork> newUnit)
        : IWriteTransaction
    {
        private const string Mark = "one_write";

        public IUnitOfWork NewUnit() => newUnit(connection);

        public Task SetSavepointAsync() => transaction.SaveAsync(Mark);

        public async Task<bool> RollbackToSavepointAsync(Exception cause)
        {
            var isOfDriver = DatabaseServer.IsOfDriver(cause);
            if (isOfDriver && server.Classify(cause) is Failure.Contended or Failure.Unreachable)
            {
                return false;
            }

            try
            {
                await transaction.RollbackToSavepointAsync(Mark);
                return true;
            }
            catch (Exception exception) when (isOfDriver && DatabaseServer.IsOfDriver(exception))
            {
                // What the driver failed with has cost the connection too: a statement that got no answer in time, for
                // example.
                return false;
            }
        }

        public Task ReleaseSavepointAsync() => transaction.ReleaseAsync(Mark);

        public Task CommitAsync() => transaction.CommitAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await DatabaseServer.CloseAsync(connection);
        }
    }
}
