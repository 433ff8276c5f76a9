using Microsoft.Data.Sqlite;
using ZenML.Core.Errors;
using ZenML.Stores.Sql.Migrations;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Migrations;

public sealed class MigrationsTests
{
    private static readonly Migration Next = new(
        Migration.Newest + 1, "9999_more.sql", "CREATE TABLE more (x INTEGER); INSERT INTO more VALUES (1)");

    [Fact]
    public void Embedded_migrations_are_numbered_without_gaps_up_to_the_newest()
    {
        var migrations = Migration.ReadEmbedded();

        Assert.Equal(Enumerable.Range(1, Migration.Newest), migrations.Select(migration => migration.Number));
    }

    [Fact]
    public async Task An_older_store_is_upgraded_exactly_once()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddSecretAsync("db");
        await store.Database.DisposeAsync();

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(index => Task.Run(
                () => MigrateAsync(store, [.. Migration.ReadEmbedded(), Next]), Token)));

        Assert.Equal([1L], await RawDatabase.QueryAsync(store.Store.Path, "SELECT x FROM more"));
        Assert.Equal([(long)Next.Number], await RawDatabase.QueryAsync(store.Store.Path, "PRAGMA user_version"));
        await FailsAsync(ErrorCode.StoreDamaged, () => store.OpenAgainAsync());
    }

    [Fact]
    public async Task A_failed_migration_leaves_no_changes()
    {
        await using var store = await TemporaryStore.CreateAsync();

        await store.Database.DisposeAsync();
        await Assert.ThrowsAsync<SqliteException>(() => MigrateAsync(
            store, [.. Migration.ReadEmbedded(), Next with { Sql = Next.Sql + "; CREATE TABLE secrets (x)" }]));

        Assert.Equal([(long)Migration.Newest], await RawDatabase.QueryAsync(store.Store.Path, "PRAGMA user_version"));
        Assert.Empty(await RawDatabase.QueryAsync(store.Store.Path, "SELECT name FROM sqlite_schema WHERE name = 'more'"));
        await using var again = await store.OpenAgainAsync();
    }

    [Fact]
    public async Task A_modified_applied_migration_stops_the_next_migration()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.Database.DisposeAsync();
        var (first, others) = (Migration.ReadEmbedded()[0], Migration.ReadEmbedded().Skip(1));

        await FailsAsync(ErrorCode.StoreDamaged, () => MigrateAsync(store, [first with { Sql = first.Sql + " " }, .. others, Next]));

        Assert.Empty(await RawDatabase.QueryAsync(store.Store.Path, "SELECT name FROM sqlite_schema WHERE name = 'more'"));
    }

    [Fact]
    public async Task A_migration_is_rejected_while_another_program_has_the_database_open()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddSecretAsync("db");

        var exception = await FailsAsync(
            ErrorCode.StoreUnavailable, () => MigrateAsync(store, [.. Migration.ReadEmbedded(), Next], patience: 100));

        Assert.Contains("another program has it open", exception.Message, StringComparison.Ordinal);
        Assert.Equal("value", (await store.GetSecretAsync("db"))["key"].Reveal());
        Assert.Equal([(long)Migration.Newest], await RawDatabase.QueryAsync(store.Store.Path, "PRAGMA user_version"));
    }

    [Fact]
    public async Task A_migration_waits_until_another_program_has_closed_the_database()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var migration = Task.Run(() => MigrateAsync(store, [.. Migration.ReadEmbedded(), Next], patience: 120_000), Token);

        await store.Database.DisposeAsync();
        await migration;

        Assert.Equal([(long)Next.Number], await RawDatabase.QueryAsync(store.Store.Path, "PRAGMA user_version"));
    }

    private static Task MigrateAsync(TemporaryStore store, IReadOnlyList<Migration> migrations, int patience = 60_000) =>
        SqliteSchemaUpdate.RunAsync(new StoreFiles(store.Folder), migrations, TimeProvider.System, Token, patience);
}
