using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace ZenML.Stores.Servers.MySql;

/// <summary>
/// A transaction that is begun and ended by statements. The driver's own way to begin one has no timeout, so a server
/// that hangs would block its caller forever.
/// </summary>
internal sealed class MySqlStatementTransaction : DbTransaction
{
    private readonly DbConnection connection;

    private bool isOver;

    private MySqlStatementTransaction(DbConnection connection, IsolationLevel isolation)
    {
        this.connection = connection;
        IsolationLevel = isolation;
    }

    public override IsolationLevel IsolationLevel { get; }

    public override bool SupportsSavepoints => true;

    protected override DbConnection DbConnection => connection;

    public static async Task<DbTransaction> BeginAsync(
        DbConnection connection, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        var level = isolation == IsolationLevel.ReadCommitted ? "READ COMMITTED" : "REPEATABLE READ";

        // START alone would commit whatever a connection of the pool might have been left with.
        await ExecuteAsync(connection, $"ROLLBACK; SET TRANSACTION ISOLATION LEVEL {level}; START TRANSACTION", cancellationToken);
        return new MySqlStatementTransaction(connection, isolation);
    }

    public override async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(connection, "COMMIT", cancellationToken);
        isOver = true;
    }

    public override async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteAsync(connection, "ROLLBACK", cancellationToken);
        isOver = true;
    }

    public override Task SaveAsync(string savepointName, CancellationToken cancellationToken = default) =>
        ExecuteAsync(connection, $"SAVEPOINT {savepointName}", cancellationToken);

    public override Task RollbackAsync(string savepointName, CancellationToken cancellationToken = default) =>
        ExecuteAsync(connection, $"ROLLBACK TO SAVEPOINT {savepointName}", cancellationToken);

    public override Task ReleaseAsync(string savepointName, CancellationToken cancellationToken = default) =>
        ExecuteAsync(connection, $"RELEASE SAVEPOINT {savepointName}", cancellationToken);

    public override void Commit() => throw new NotSupportedException();

    public override void Rollback() => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!isOver && connection.State == ConnectionState.Open)
        {
            await RollbackAsync(CancellationToken.None);
        }

        await base.DisposeAsync();
    }

    [SuppressMessage("Security", "CA2100", Justification = "The callers give constants.")]
    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
