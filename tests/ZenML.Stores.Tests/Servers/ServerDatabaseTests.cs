using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;
using ZenML.Stores.Sql.Migrations;
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
}
