using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Servers;

/// <summary>A database on a server: its connections, its words, and what its errors mean.</summary>
internal abstract class DatabaseServer(StoreUrl url) : IAsyncDisposable
{
    /// <summary>Where it is, for messages.</summary>
    public string Place => url.Place;

    /// <summary>Its words. They are known once the first connection was opened.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>Where the database's own list of tables finds those of the store: <c>current_schema()</c> or the like.</summary>
    public abstract string CurrentSchema { get; }

    /// <summary>An open connection of the pool, on which no transaction is open. Disposing it gives it back.</summary>
    public abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction, within the time that a statement may take. For <see cref="ServerTransaction"/> alone,
    /// which ends it.
    /// </summary>
    public abstract Task<DbTransaction> BeginAsync(DbConnection connection, IsolationLevel isolation, CancellationToken cancellationToken);

    /// <summary>
    /// Returns a connection to the pool. If it is broken, its driver closes it and may throw once more: that is
    /// ignored.
    /// </summary>
    public static async ValueTask CloseAsync(DbConnection connection)
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception exception) when (IsOfDriver(exception) || exception is InvalidOperationException)
        {
            // The pool forgets it.
        }
    }

    /// <summary>
    /// Waits until no other transaction of any replica writes, and keeps others from writing until this one ends. The
    /// first statement of a transaction.
    /// </summary>
    /// <returns>The number of the newest migration that the database has now.</returns>
    public abstract Task<long> TakeTurnAsync(SqlSession session);

    /// <summary>Migrates while no replica writes, of whatever version it is. Called within <see cref="RunExclusivelyAsync"/>.</summary>
    public abstract Task RunInTurnAsync(DbConnection connection, Func<Task> migrate, CancellationToken cancellationToken);

    /// <summary>Whether <see cref="RunExclusivelyAsync"/> is one transaction.</summary>
    public abstract bool MigratesInOneTransaction { get; }

    /// <summary>
    /// Does the work that makes or migrates the store while no other replica does such work; all of it in one
    /// transaction, if the database can do that.
    /// </summary>
    public abstract Task RunExclusivelyAsync(DbConnection connection, Func<Task> work, CancellationToken cancellationToken);

    /// <summary>Runs the statements of a migration.</summary>
    public abstract Task ApplyAsync(DbConnection connection, Migration migration);

    /// <summary>Whether an exception comes from the driver. A connection that is lost can show as what the network reports.</summary>
    public static bool IsOfDriver(Exception exception) => exception is DbException or IOException or SocketException;

    /// <summary>What an exception of the driver means.</summary>
    public Failure Classify(Exception exception) => IsRefusedCertificate(exception) ? Failure.Untrusted : ClassifyByCode(exception);

    /// <summary>
    /// Whether a transaction whose commit failed with this was certainly taken back: the database itself said so. A
    /// connection that was lost or an answer that did not come in time says nothing of the kind.
    /// </summary>
    public abstract bool IsTakenBack(Exception exception);

    /// <summary>The database's own number for an error.</summary>
    public abstract string CodeOf(Exception exception);

    public abstract ValueTask DisposeAsync();

    /// <summary>What an exception of the driver means, by its number.</summary>
    protected abstract Failure ClassifyByCode(Exception exception);

    private static bool IsRefusedCertificate(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return true;
            }
        }

        return false;
    }
}
