using ZenML.Core.Persistence;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Sql.Sqlite;

/// <summary>Transactions that write to a SQLite database. SQLite itself lets one at a time run.</summary>
internal sealed class SqliteTransactions(SqliteConnections connections, Func<SqliteSession, IUnitOfWork> newUnit) : IWriteTransactions
{
    public Task<IWriteTransaction> BeginAsync()
    {
        var session = connections.Rent();
        var transaction = new Transaction(connections, session, newUnit);
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            return Task.FromResult<IWriteTransaction>(transaction);
        }
        catch
        {
            transaction.End();
            throw;
        }
    }

    /// <remarks>SQLite has waited for locks already, and nothing else gets better by itself.</remarks>
    public bool IsWorthRepeating(Exception exception, bool mayBeDone, int attempt) => false;

    private sealed class Transaction(SqliteConnections connections, SqliteSession session, Func<SqliteSession, IUnitOfWork> newUnit) : IWriteTransaction
    {
        private bool isFit;

        public IUnitOfWork NewUnit() => newUnit(session);

        public Task MarkAsync() => Run("SAVEPOINT one_write");

        public Task<bool> TakeBackAsync(Exception cause)
        {
            var isOpen = session.Connection.IsInTransaction();
            if (isOpen)
            {
                session.Execute("ROLLBACK TO one_write");
            }

            return Task.FromResult(isOpen);
        }

        public Task UnmarkAsync() => Run("RELEASE one_write");

        public Task CommitAsync()
        {
            session.Execute("COMMIT");
            isFit = true;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            End();
            return ValueTask.CompletedTask;
        }

        public void End()
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

        private Task Run(string sql)
        {
            session.Execute(sql);
            return Task.CompletedTask;
        }
    }
}
