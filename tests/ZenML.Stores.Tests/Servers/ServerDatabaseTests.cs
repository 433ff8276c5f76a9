using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Stores.Encryption;
using ZenML.Stores.Servers;
using ZenML.Stores.Servers.MySql;
using ZenML.Stores.Servers.PostgreSql;
using ZenML.Stores.Sql;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sqlite;
using ZenML.Stores.Tests.Sql;
using ZenML.TestKit;
using ZenML.TestKit.Databases;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Servers;

/// <summary>What concerns stores on database servers alone.</summary>
public sealed class ServerDatabaseTests
{
    private const string Key = "a key of sixteen characters or more";

    public static TheoryData<StoreKind> Servers => [StoreKind.PostgreSql, StoreKind.MySql];

    [Theory, MemberData(nameof(Servers))]
    public async Task Replicas_that_start_at_the_same_time_on_an_empty_database_create_one_store(StoreKind kind)
    {
        var database = await DatabaseServers.CreateDatabaseAsync(kind);
        using var folder = new TemporaryFolder();

        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(database, folder.Path, Key), Token)));

        Assert.Single(stores.Select(store => store.LocalCaller.UserId).Distinct());
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CONCAT((SELECT COUNT(*) FROM migrations), ' ', (SELECT COUNT(*) FROM users), ' ', "
            + "(SELECT COUNT(*) FROM encryption_keys))";
        Assert.Equal(FormattableString.Invariant($"{Migration.Newest} 1 1"), await command.ExecuteScalarAsync(Token));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_replica_with_another_key_does_not_start(StoreKind kind)
    {
        var database = await DatabaseServers.CreateDatabaseAsync(kind);
        using var folder = new TemporaryFolder();
        await (await OpenAsync(database, folder.Path, Key)).DisposeAsync();

        await FailsAsync(ErrorCode.WrongEncryptionKey, () => OpenAsync(database, folder.Path, "another key of sixteen characters"));
        await FailsAsync(ErrorCode.WrongEncryptionKey, () => OpenAsync(database, folder.Path, null));
        await (await OpenAsync(database, folder.Path, Key)).DisposeAsync();
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_server_without_a_configured_key_keeps_its_key_ring_in_the_folder_and_replicas_need_it(StoreKind kind)
    {
        var database = await DatabaseServers.CreateDatabaseAsync(kind);
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        await (await OpenAsync(database, folder.Path, null)).DisposeAsync();

        Assert.Equal(["zenml-server.keys.json"], ReadFiles(folder.Path).Keys);
        await FailsAsync(ErrorCode.WrongEncryptionKey, () => OpenAsync(database, elsewhere.Path, null));
        File.Copy(folder.File("zenml-server.keys.json"), elsewhere.File("zenml-server.keys.json"));
        await (await OpenAsync(database, elsewhere.Path, null)).DisposeAsync();
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_database_with_other_tables_is_left_alone(StoreKind kind)
    {
        var database = await DatabaseServers.CreateDatabaseAsync(kind);
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE somebody (x INTEGER)";
        await command.ExecuteNonQueryAsync(Token);
        using var folder = new TemporaryFolder();

        await FailsAsync(ErrorCode.StoreDamaged, () => OpenAsync(database, folder.Path, Key));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Wrong_passwords_and_ports_and_databases_get_different_errors_that_do_not_repeat_them(StoreKind kind)
    {
        var database = await DatabaseServers.CreateDatabaseAsync(kind);
        using var folder = new TemporaryFolder();

        var refused = await FailsAsync(
            ErrorCode.StoreUnavailable,
            () => OpenAsync(database with { Url = database.Url with { Password = "hunter2" } }, folder.Path, Key));
        var absent = await FailsAsync(
            ErrorCode.StoreUnavailable,
            () => OpenAsync(database with { Url = database.Url with { Database = "absent" } }, folder.Path, Key));
        var unreachable = await FailsAsync(
            ErrorCode.StoreUnavailable,
            () => OpenAsync(database with { Url = database.Url with { Port = 1 } }, folder.Path, Key));

        Assert.Contains("rejected the user or password", refused.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", absent.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", unreachable.Message, StringComparison.Ordinal);
        Assert.All(
            [refused, absent, unreachable],
            exception => Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Broken_connections_are_reopened_for_reads_and_for_writes_that_did_not_commit(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("before");
        await CutConnectionsAsync(store, kind);
        Assert.Equal("value", (await store.GetSecretAsync("before"))["key"].Reveal());
        await CutConnectionsAsync(store, kind);
        await store.AddSecretAsync("after");

        var runs = 0;
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                var found = await unit.Workspaces.FindByIdAsync(store.Workspace.Id.Value, token);
                if (++runs == 1)
                {
                    await CutConnectionsAsync(store, kind);
                }

                await unit.Workspaces.UpdateAsync(found! with { Description = $"{runs}" }, token);
                return 0;
            },
            Token);

        Assert.Equal(2, runs);
        Assert.Equal("2", (await store.Services.Workspaces.FindAsync("default", LookupMode.Exact, Token)).Description);
        Assert.Equal(2, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_replica_of_an_older_version_writes_nothing_once_a_newer_one_has_migrated_the_database(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddSecretAsync("before");
        await RawDatabase.ExecuteAsync(
            store,
            "INSERT INTO migrations (number, name, checksum, applied) VALUES (@number, 'next', 'next', 0)",
            ("@number", (long)Migration.Newest + 1));

        var refused = await FailsAsync(ErrorCode.StoreUnavailable, () => store.AddSecretAsync("after"));

        // The turn is free again, without waiting for the end of an idle connection. Asked before anything is read: what records
        // reads takes the turn, too.
        Assert.Equal(
            kind == StoreKind.PostgreSql ? (object)true : 1L,
            Assert.Single(await RawDatabase.QueryAsync(
                store,
                kind == StoreKind.PostgreSql
                    ? "SELECT pg_try_advisory_xact_lock(1515080012, 1)"
                    : "SELECT number FROM migrations WHERE number = 1 FOR UPDATE NOWAIT")));
        Assert.Contains("was upgraded by a newer version of zenml", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Upgrade this server, then restart it", refused.Message, StringComparison.Ordinal);
        Assert.Equal("value", (await store.GetSecretAsync("before"))["key"].Reveal());
        Assert.Equal(1, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_migration_waits_for_a_write_in_progress_and_writes_that_wait_for_the_migration_are_refused(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var (hasBegun, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        var write = store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Workspaces.UpdateAsync(store.Workspace with { Description = "changed" }, token);
                hasBegun.TrySetResult();
                await mayEnd.Task;
                return 0;
            },
            Token);
        await hasBegun.Task.InTimeAsync("the write to begin");

        var migration = new Upgrade(store, kind);
        var migrating = Task.Run(migration.RunAsync, Token);
        await WaitForWaitingAsync(store, kind);
        Assert.Null(migration.Late);
        mayEnd.SetResult();
        await write;
        await migrating;

        await FailsAsync(ErrorCode.StoreUnavailable, () => migration.Late!);
        Assert.Equal("changed", (await store.Services.Workspaces.FindAsync("default", LookupMode.Exact, Token)).Description);
        Assert.Equal(0, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Fact]
    public async Task An_interrupted_migration_of_MySQL_resumes_where_it_stopped()
    {
        var database = await DatabaseServers.CreateDatabaseAsync(StoreKind.MySql);
        using var folder = new TemporaryFolder();
        await (await OpenAsync(database, folder.Path, Key)).DisposeAsync();

        // As it is when the last statement of the last migration was done, but neither counted nor recorded, and nothing was seeded.
        await using (var connection = await database.ConnectAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                "UPDATE migration_steps SET done = done - 1 WHERE migration = @newest; DELETE FROM migrations WHERE number = @newest";
            var newest = command.CreateParameter();
            newest.ParameterName = "@newest";
            newest.Value = Migration.Newest;
            command.Parameters.Add(newest);
            await command.ExecuteNonQueryAsync(Token);
        }

        await using var store = await OpenAsync(database, folder.Path, Key);
        Assert.Equal("default", store.LocalCaller.Name);
    }

    private static Task<SqlStore> OpenAsync(TestDatabase database, string folder, string? key) =>
        SqlStoreFactory.OpenAsync(new SqlStoreOptions { Url = database.Url, Folder = folder, EncryptionKey = key }, Token);

    /// <summary>Waits until somebody waits for the writers' turn.</summary>
    private static Task WaitForWaitingAsync(TemporaryStore store, StoreKind kind) => Patience.UntilAsync(
        async () => Convert.ToInt64(
            (await RawDatabase.QueryAsync(
                store,
                kind == StoreKind.PostgreSql
                    ? "SELECT COUNT(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                        + "WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted"
                    : "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() "
                        + "AND info LIKE '%m.number = 1 FOR UPDATE%'"))[0],
            CultureInfo.InvariantCulture) > 0,
        "a transaction to wait for the writers' turn",
        Token);

    private static async Task CutConnectionsAsync(TemporaryStore store, StoreKind kind)
    {
        if (kind == StoreKind.PostgreSql)
        {
            await RawDatabase.QueryAsync(
                store,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            return;
        }

        var others = await RawDatabase.QueryAsync(
            store, "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()");
        foreach (var id in others)
        {
            await RawDatabase.ExecuteAsync(store, $"KILL {id}");
        }
    }

    /// <summary>Migrates a database as a newer version would. A replica of this version begins a write meanwhile.</summary>
    private sealed class Upgrade(TemporaryStore store, StoreKind kind)
    {
        private readonly DatabaseServer server =
            kind == StoreKind.PostgreSql ? new PostgreSqlServer(store.Server!.Url) : new MySqlServer(store.Server!.Url);

        /// <summary>The write that was begun during the migration; null before.</summary>
        public Task? Late { get; private set; }

        public async Task RunAsync()
        {
            await using var connection = await server.ConnectAsync(Token);
            await new NetworkedSchema(server, new KeySource(new StoreFiles(store.Folder), Key), TimeProvider.System)
                .EnsureAsync(connection, Migration.Newest + 1, ReadDuringWrite, Token);
            await server.DisposeAsync();
        }

        private List<Migration> ReadDuringWrite()
        {
            Late = Task.Run(() => store.AddSecretAsync("late"), Token);
            WaitForWaitingAsync(store, kind).GetAwaiter().GetResult();
            return [.. Migration.ReadEmbedded(), new Migration(Migration.Newest + 1, "9999_more.sql", "CREATE TABLE more (x INTEGER)")];
        }
    }
}
