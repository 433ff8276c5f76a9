using System.Data;
using System.Data.Common;
using Npgsql;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Servers.PostgreSql;

/// <summary>A database of PostgreSQL.</summary>
internal sealed class PostgreSqlServer(StoreUrl url) : DatabaseServer(url)
{
    // "ZNML" in ASCII and what the lock is for. The server keeps the locks of each database apart.
    private const string Turn = "1515080012, 1";

    private const string Schema = "1515080012, 2";

    private const string IdleInTransactionTimeout = "25P03";

    private readonly NpgsqlDataSource source = Build(url);

    public override SqlDialect Dialect { get; } = new PostgreSqlDialect();

    public override string CurrentSchema => "current_schema()";

    public override bool MigratesInOneTransaction => true;

    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await source.OpenConnectionAsync(cancellationToken);

    /// <remarks>It is sent with the first statement.</remarks>
    public override async Task<DbTransaction> BeginAsync(
        DbConnection connection, IsolationLevel isolation, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(isolation, cancellationToken);

    /// <remarks>
    /// The lock is given back as the last act of the transaction, after others see what it did, and the moment that its
    /// connection is lost. The limits end a replica's transaction that hangs, and the wait for it. It is all one message to the server.
    /// </remarks>
    public override Task<long> TakeTurnAsync(SqlSession session) => session.CountLastAsync(
        $"""
        SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '20s'; SET LOCAL synchronous_commit = on;
        SELECT pg_advisory_xact_lock({Turn})::text; {NetworkedSchema.SelectVersion}
        """,
        CancellationToken.None);

    /// <remarks>The transaction of <see cref="RunExclusivelyAsync"/> keeps the lock until the migration is committed.</remarks>
    public override async Task RunInTurnAsync(DbConnection connection, Func<Task> migrate, CancellationToken cancellationToken)
    {
        await new SqlSession(connection, Dialect).ExecuteAsync($"SELECT pg_advisory_xact_lock({Turn})", cancellationToken);
        await migrate();
    }

    public override async Task RunExclusivelyAsync(DbConnection connection, Func<Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await ServerTransaction.BeginAsync(this, connection, IsolationLevel.ReadCommitted, cancellationToken);
        await new SqlSession(connection, Dialect).ExecuteAsync($"SELECT pg_advisory_xact_lock({Schema})", cancellationToken);
        await work();
        await transaction.CommitAsync(cancellationToken);
    }

    public override Task ApplyAsync(DbConnection connection, Migration migration) =>
        new SqlSession(connection, Dialect).ExecuteAsync(Dialect.Expand(migration.Sql), CancellationToken.None);

    protected override Failure ClassifyByCode(Exception exception) => exception is PostgresException { SqlState: var state }
        ? state switch
        {
            PostgresErrorCodes.UniqueViolation => Failure.Taken,
            PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.NotNullViolation => Failure.Referred,
            PostgresErrorCodes.StringDataRightTruncation or PostgresErrorCodes.ProgramLimitExceeded => Failure.TooLong,
            PostgresErrorCodes.StatementTooComplex or PostgresErrorCodes.TooManyArguments or PostgresErrorCodes.TooManyColumns =>
                Failure.TooComplex,
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => Failure.Contended,
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => Failure.Locked,
            PostgresErrorCodes.DiskFull => Failure.Full,
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Failure.LoginRefused,
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction => Failure.NotPermitted,
            PostgresErrorCodes.InvalidCatalogName => Failure.NoDatabase,
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => Failure.NotAStore,
            _ when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal)
                || state is PostgresErrorCodes.TooManyConnections or IdleInTransactionTimeout => Failure.Unreachable,
            _ => Failure.Other,
        }
        : exception.InnerException is TimeoutException ? Failure.Locked : Failure.Unreachable;

    /// <remarks>
    /// An error before the commit is on the disk ends the transaction, and is answered as one; an error after that ends
    /// the server. What ends a session (FATAL, PANIC) can come at either time.
    /// </remarks>
    public override bool IsTakenBack(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" };

    public override string CodeOf(Exception exception) => (exception as DbException)?.SqlState ?? "none";

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private static NpgsqlDataSource Build(StoreUrl url)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port == 0 ? NpgsqlConnection.DefaultPort : url.Port,
            Database = url.Database,
            Username = url.User.Length == 0 ? null : url.User,
            Password = url.Password?.Reveal(),
            SslMode = url.Tls switch
            {
                StoreTls.Disable => SslMode.Disable,
                StoreTls.Prefer => SslMode.Prefer,
                StoreTls.Require => SslMode.Require,
                StoreTls.VerifyAuthority => SslMode.VerifyCA,
                _ => SslMode.VerifyFull,
            },
            RootCertificate = url.RootCertificate,
            MaxPoolSize = url.PoolSize,
            Timeout = (int)url.ConnectTimeout.TotalSeconds,
            CommandTimeout = (int)url.CommandTimeout.TotalSeconds,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            TcpKeepAlive = true,
            ApplicationName = "zenml",
            Enlist = false,

            // No statement changes the session, so there is nothing to reset.
            NoResetOnClose = true,
        }.ConnectionString);
        builder.EnableTransportSecurity();
        return builder.Build();
    }
}
