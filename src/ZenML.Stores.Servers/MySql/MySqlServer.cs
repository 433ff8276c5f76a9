using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using MySqlConnector;
using ZenML.Core.Errors;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Servers.MySql;

/// <summary>A database of MySQL or MariaDB.</summary>
internal sealed partial class MySqlServer : DatabaseServer
{
    private const string MariaDb = "MariaDB";

    // The server keeps these locks for all its databases together.
    private const string SchemaLock = "CONCAT('zenml.', MD5(DATABASE()))";

    private const int PatienceSeconds = 60;

    private const int IdleSeconds = 20;

    // Ends the turn of a migration whose process hangs.
    private const int LongestMigrationSeconds = 3600;

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

    public override Task<DbTransaction> BeginAsync(
        DbConnection connection, IsolationLevel isolation, CancellationToken cancellationToken) =>
        MySqlStatementTransaction.BeginAsync(connection, isolation, cancellationToken);

    /// <remarks>
    /// A row that is always there and that nothing else locks. The lock ends with the transaction, or when the
    /// connection is lost.
    /// </remarks>
    public override Task<long> TakeTurnAsync(SqlSession session) => session.CountLastAsync(
        $"SELECT m.number FROM migrations m WHERE m.number = 1 FOR UPDATE; {NetworkedSchema.SelectVersion}", CancellationToken.None);

    /// <remarks>
    /// Every change of a table commits, which would give the turn back. So another connection holds it, on which nothing
    /// else is done. No migration can change the table <c>migrations</c>, which that connection uses.
    /// </remarks>
    public override async Task RunInTurnAsync(DbConnection connection, Func<Task> migrate, CancellationToken cancellationToken)
    {
        var holder = await ConnectAsync(cancellationToken);
        try
        {
            await LimitIdleTimeAsync(holder, LongestMigrationSeconds, cancellationToken);
            await using (await ServerTransaction.BeginAsync(this, holder, IsolationLevel.ReadCommitted, cancellationToken))
            {
                await TakeTurnAsync(new SqlSession(holder, Dialect));
                await migrate();
            }

            await LimitIdleTimeAsync(holder, IdleSeconds, cancellationToken);
        }
        finally
        {
            await CloseAsync(holder);
        }
    }

    public override async Task RunExclusivelyAsync(DbConnection connection, Func<Task> work, CancellationToken cancellationToken)
    {
        var session = new SqlSession(connection, Dialect);
        var takeLock = FormattableString.Invariant($"SELECT COALESCE(GET_LOCK({SchemaLock}, {PatienceSeconds}), 0)");
        if (await session.CountAsync(takeLock, cancellationToken) != 1)
        {
            throw new ZenException(ErrorCode.StoreUnavailable,
                $"Another server has been preparing the store in the database '{Place}' for too long. Stop it or wait, and try again.");
        }

        try
        {
            await work();
        }
        finally
        {
            await ReleaseAsync(session);
        }
    }

    /// <remarks>
    /// The lock ends with the connection too, so what kept it from being released here is not worth hiding what went
    /// wrong before.
    /// </remarks>
    private static async Task ReleaseAsync(SqlSession session)
    {
        try
        {
            await session.CountAsync($"SELECT COALESCE(RELEASE_LOCK({SchemaLock}), 0)", CancellationToken.None);
        }
        catch (Exception exception) when (IsOfDriver(exception) || exception is InvalidOperationException)
        {
            // The connection is lost, and the lock with it.
        }
    }

    public override Task ApplyAsync(DbConnection connection, Migration migration) =>
        new MySqlMigration(this, connection).ApplyAsync(migration);

    protected override Failure ClassifyByCode(Exception exception) => exception is MySqlException failure
        ? failure.ErrorCode switch
        {
            MySqlErrorCode.DuplicateKeyEntry or MySqlErrorCode.DuplicateEntryWithKeyName => Failure.Taken,
            MySqlErrorCode.NoReferencedRow or MySqlErrorCode.NoReferencedRow2
                or MySqlErrorCode.RowIsReferenced or MySqlErrorCode.RowIsReferenced2
                or MySqlErrorCode.ColumnCannotBeNull => Failure.Referred,
            MySqlErrorCode.DataTooLong or MySqlErrorCode.PacketTooLarge => Failure.TooLong,
            MySqlErrorCode.PreparedStatementManyParameters or MySqlErrorCode.StackOverrun or MySqlErrorCode.StackOverrunNeedMore
                or MySqlErrorCode.TooHighLevelOfNestingForSelect => Failure.TooComplex,
            MySqlErrorCode.LockDeadlock => Failure.Contended,
            MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.QueryInterrupted or MySqlErrorCode.CommandTimeoutExpired => Failure.Locked,
            MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull => Failure.Full,
            MySqlErrorCode.AccessDenied => Failure.LoginRefused,
            MySqlErrorCode.TableAccessDenied or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.OptionPreventsStatement =>
                Failure.NotPermitted,
            MySqlErrorCode.UnknownDatabase => Failure.NoDatabase,
            MySqlErrorCode.NoSuchTable or MySqlErrorCode.BadFieldError => Failure.NotAStore,
            MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ServerShutdown or MySqlErrorCode.TooManyUserConnections
                or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.None => Failure.Unreachable,
            _ when SaysNoRoom().IsMatch(failure.Message) => Failure.Full,
            _ => failure.IsTransient ? Failure.Unreachable : Failure.Other,
        }
        : Failure.Unreachable;

    /// <remarks>
    /// A deadlock, also one between the nodes of a cluster, is decided before anything is written. Other errors of a
    /// commit do not say at which point they happened.
    /// </remarks>
    public override bool IsTakenBack(Exception exception) => ClassifyByCode(exception) == Failure.Contended;

    public override string CodeOf(Exception exception) =>
        exception is MySqlException failure ? FormattableString.Invariant($"{failure.Number}") : "none";

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    // ENOSPC and EDQUOT of the server's system, which it quotes in errors of files, logs and storage engines that have
    // numbers of their own.
    [GeneratedRegex("""(?:errno|Errcode):? (?:28|122)\b|\berror:? 28\b""", RegexOptions.IgnoreCase)]
    private static partial Regex SaysNoRoom();

    private static bool IsMariaDb(MySqlConnection connection) =>
        connection.ServerVersion.Contains(MariaDb, StringComparison.OrdinalIgnoreCase);

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
        await LimitIdleTimeAsync(context.Connection, IdleSeconds, cancellationToken);
    }

    [SuppressMessage("Security", "CA2100", Justification = "The text is made of a number.")]
    private static async Task LimitIdleTimeAsync(DbConnection connection, int seconds, CancellationToken cancellationToken)
    {
        if (connection is MySqlConnection own && IsMariaDb(own))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = FormattableString.Invariant($"SET SESSION idle_transaction_timeout = {seconds}");
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
        DefaultCommandTimeout = (uint)url.CommandTimeout.TotalSeconds,
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
