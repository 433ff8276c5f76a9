using Microsoft.Data.Sqlite;
using SQLitePCL;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Stores.Sql;
using ZenML.Stores.Sql.Writing;

namespace ZenML.Stores.Sqlite;

/// <summary>Transactions that write to a SQLite database. SQLite itself lets one at a time run.</summary>
internal sealed class SqliteTransactions(SqliteConnections connections, Func<SqliteSession, IUnitOfWork> newUnit) : IWriteTransactions
{
    public Task<IWriteTransaction> BeginAsync()
    {
        var session = connections.RentToWrite();
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

    /// <remarks>SQLite has already waited for locks, and no other failure goes away on a second attempt.</remarks>
    public bool IsWorthRepeating(Exception exception, int attempt) => false;

    /// <remarks>
    /// A commit is in the log once its last page is. An error of the file system can come after that, when the log is
    /// flushed: then the next writer overwrites it, unless the machine fails before.
    /// </remarks>
    public bool IsTakenBack(Exception exception) => exception is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_CONSTRAINT or raw.SQLITE_NOMEM
            or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN,
    };

    public ZenException OutcomeUnknown(Exception exception) => SqliteErrors.OutcomeUnknown(exception, connections.File);

    private sealed class Transaction(
        SqliteConnections connections,
        SqliteSession session,
        Func<SqliteSession, IUnitOfWork> newUnit) : IWriteTransaction
    {
        private readonly List<IUnitOfWork> units = [];

        private bool isFit;

        public IUnitOfWork NewUnit()
        {
            var unit = newUnit(session);
            units.Add(unit);
            return unit;
        }

        public Task SetSavepointAsync() => Run("SAVEPOINT one_write");

        public Task<bool> RollbackToSavepointAsync(Exception cause)
        {
            var isOpen = session.Connection.IsInTransaction();
            if (isOpen)
            {
                session.Execute("ROLLBACK TO one_write");
            }
            else if (cause is not SqliteException)
            {
                // SQLite rolled the transaction back at an earlier error. The error of this write must not reach
                // the others.
                throw SqliteErrors.TransactionLost(connections.File);
            }

            return Task.FromResult(isOpen);
        }

        public Task ReleaseSavepointAsync() => Run("RELEASE one_write");

        public Task CommitAsync()
        {
            session.Execute("COMMIT");
            isFit = true;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            if (isFit && units.Any(unit => unit is SqlUnitOfWork { DestroysValues: true }))
            {
                connections.EmptyLog(session);
            }

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
