using System.Data.Common;
using MySqlConnector;
using ZenML.Core.Errors;
using ZenML.Stores.Sql.Dialects;
using ZenML.Stores.Sql.Migrations;

namespace ZenML.Stores.Sql.Networked.MySql;

/// <summary>A database of MySQL or MariaDB.</summary>
internal sealed class MySqlServer : DatabaseServer
{
    private const string MariaDb = "MariaDB";

    // The server keeps these locks for all its databases together.
    private const string SchemaLock = "CONCAT('zenml.', MD5(DATABASE()))";

    private const int PatienceSeconds = 60;

    private readonly MySqlDataSource source;

    private MySqlDialect? dialect;

    public MySqlServer(StoreUrl url)
        : base(url)
    {
        source = new MySqlDataSourceBuilder(ConnectionString(url)).UseConnectionOpenedCallback(SetUpAsync).Build();
    }

    public override SqlDialect Dialect => dialect ?? throw new InvalidOperationException("No connection was opened yet.");

    public override string CurrentSchema => "DATABASE()";

    public override bool MigratesInOneTransaction => false;

    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        dialect ??= new MySqlDialect(IsMariaDb(connection));
        return connection;
    }

    /// <remarks>A row that is always there and that nothing else locks. The lock ends with the transaction, or when the connection is lost.</remarks>
    public override Task TakeTurnAsync(SqlSession session) =>
        session.ExecuteAsync("SELECT m.number FROM migrations m WHERE m.number = 1 FOR UPDATE", CancellationToken.None);

    public override async Task RunExclusivelyAsync(DbConnection connection, Func<Task> work, CancellationToken cancellationToken)
    {
        var session = new SqlSession(connection, Dialect);
        if (await session.CountAsync(FormattableString.Invariant($"SELECT COALESCE(GET_LOCK({SchemaLock}, {PatienceSeconds}), 0)"), cancellationToken) != 1)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"Another server has been preparing the store in the database '{Place}' for too long. End it or wait, and try again.");
        }

        try
        {
            await work();
        }
        finally
        {
            await session.CountAsync($"SELECT COALESCE(RELEASE_LOCK({SchemaLock}), 0)", CancellationToken.None);
        }
    }

    public override Task ApplyAsync(DbConnection connection, Migration migration) => new MySqlMigration(connection, Dialect).ApplyAsync(migration);

    protected override Failure ClassifyByCode(Exception exception) => exception is MySqlException failure
        ? failure.ErrorCode switch
        {
            MySqlErrorCode.DuplicateKeyEntry or MySqlErrorCode.DuplicateEntryWithKeyName => Failure.Taken,
            MySqlErrorCode.NoReferencedRow or MySqlErrorCode.NoReferencedRow2 or MySqlErrorCode.RowIsReferenced or MySqlErrorCode.RowIsReferenced2
                or MySqlErrorCode.ColumnCannotBeNull => Failure.Referred,
            MySqlErrorCode.DataTooLong or MySqlErrorCode.PacketTooLarge => Failure.TooLong,
            MySqlErrorCode.LockDeadlock => Failure.Contended,
            MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.QueryInterrupted or MySqlErrorCode.CommandTimeoutExpired => Failure.Locked,
            MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull => Failure.Full,
            MySqlErrorCode.AccessDenied => Failure.LoginRefused,
            MySqlErrorCode.TableAccessDenied or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.OptionPreventsStatement => Failure.NotPermitted,
            MySqlErrorCode.UnknownDatabase => Failure.NoDatabase,
            MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError => Failure.NotAStore,
            MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ServerShutdown or MySqlErrorCode.TooManyUserConnections
                or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.None => Failure.Unreachable,
            _ => failure.IsTransient ? Failure.Unreachable : Failure.Other,
        }
        : Failure.Unreachable;

    public override string CodeOf(Exception exception) => exception is MySqlException failure ? FormattableString.Invariant($"{failure.Number}") : "none";

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private static bool IsMariaDb(MySqlConnection connection) => connection.ServerVersion.Contains(MariaDb, StringComparison.OrdinalIgnoreCase);

    /// <remarks>A server can be set to cut what is too long and to say nothing. MariaDB can also end a transaction that hangs.</remarks>
    private static async ValueTask SetUpAsync(MySqlConnectionOpenedContext context, CancellationToken cancellationToken)
    {
        if ((context.Conditions & MySqlConnectionOpenedConditions.New) == 0)
        {
            return;
        }

        await using var command = context.Connection.CreateCommand();
        command.CommandText = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = 30";
        await command.ExecuteNonQueryAsync(cancellationToken);
        if (IsMariaDb(context.Connection))
        {
            command.CommandText = "SET SESSION idle_transaction_timeout = 20";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string ConnectionString(StoreUrl url) => new MySqlConnectionStringBuilder
    {
        Server = url.Host,
        Port = url.Port == 0 ? 3306 : (uint)url.Port,
        ConnectionProtocol = url.Host.StartsWith('/') ? MySqlConnectionProtocol.UnixSocket : MySqlConnectionProtocol.Sockets,
        Database = url.Database,
        UserID = url.User,
        Password = url.Password?.Reveal() ?? "",
        SslMode = url.Tls switch
        {
            StoreTls.Disable => MySqlSslMode.None,
            StoreTls.Prefer => MySqlSslMode.Preferred,
            StoreTls.Require => MySqlSslMode.Required,
            StoreTls.VerifyAuthority => MySqlSslMode.VerifyCA,
            _ => MySqlSslMode.VerifyFull,
        },
        SslCa = url.RootCertificate ?? "",
        MaximumPoolSize = (uint)url.PoolSize,
        ConnectionTimeout = (uint)url.ConnectTimeout.TotalSeconds,
        DefaultCommandTimeout = PatienceSeconds,
        CharacterSet = "utf8mb4",
        ApplicationName = "zenml",
        AutoEnlist = false,
        GuidFormat = MySqlGuidFormat.None,
        TreatTinyAsBoolean = false,

        // Commands of a connection belong to its one transaction.
        IgnoreCommandTransaction = true,

        // Nothing changes the session after it was set up.
        ConnectionReset = false,
    }.ConnectionString;
}
