using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;

namespace ZenML.Stores.Tests.Sqlite;

public sealed class ReadRecordsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_audit_records_are_stored_next_to_the_database_in_a_file_that_only_its_owner_can_read()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        Assert.False(File.Exists(FileOf(store)));

        await ReadAsync(store, secret);

        Assert.Equal(["create"], await RawDatabase.QueryAsync(store.Store.Path, "SELECT action FROM audit_events"));
        Assert.Equal(["read"], await RawDatabase.QueryAsync(FileOf(store), "SELECT action FROM audit_events"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileOf(store)));
        }
    }

    [Fact]
    public async Task Recording_reads_changes_nothing_in_the_database()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await using var observer = await RawDatabase.OpenAsync(store.Store.Path);
        var before = await VersionAsync(observer);

        await ReadAsync(store, secret);

        Assert.Equal(before, await VersionAsync(observer));
    }

    [Fact]
    public async Task The_audit_log_lists_reads_and_changes_together()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var first = await AddSecretAsync(store, "first");
        await ReadAsync(store, first);
        var second = await AddSecretAsync(store, "second");
        await ReadAsync(store, second);

        Assert.Equal(
            ["create first", "read first", "create second", "read second"],
            await ListAsync(store, new() { SortBy = "asc:created" }));
        Assert.Equal(
            ["read second", "create second", "read first", "create first"],
            await ListAsync(store, new() { SortBy = "desc:created" }));
        Assert.Equal(["read first", "read second"], await ListAsync(store, new() { SortBy = "asc:created", ["action"] = "read" }));
        Assert.Equal(["create second"], await ListAsync(store, new() { SortBy = "asc:created", Size = 1, Page = 3 }));
        Assert.Equal(
            ["create second", "read second"],
            await ListAsync(store, new() { SortBy = "asc:created", ["resource_name"] = "startswith:sec" }));
    }

    [Fact]
    public async Task Processes_that_record_their_first_reads_at_the_same_time_lose_none()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        var others = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.OpenAgainAsync()));

        await Task.WhenAll(others.Select(other => Task.Run(() => other.Audit.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync(
                    [AuditEvent.Of(other.LocalCaller, store.Clock.GetUtcNow(), AuditAction.Read, "secret", secret)],
                    token);
                return true;
            },
            Token))));

        Assert.Equal(8, (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "read" }, Token)).Total);
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_file_of_another_kind_is_left_alone_and_values_cannot_be_read_until_it_is_moved_away()
    {
        const string content = "this is no database, and whoever put it here may need it";
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await File.WriteAllTextAsync(FileOf(store), content, Token);

        var failure = await Assert.ThrowsAsync<ZenException>(() => ReadAsync(store, secret));

        Assert.Equal(ErrorCode.StoreDamaged, failure.Code);
        Assert.Equal(content, await File.ReadAllTextAsync(FileOf(store), Token));
        var refusal = await Assert.ThrowsAsync<ZenException>(() => store.Services.Secrets.GetAsync(secret.Id, Token));
        Assert.Equal(ErrorCode.StoreUnavailable, refusal.Code);

        File.Delete(FileOf(store));
        await store.Reads.FlushAsync(Token);
        Assert.Equal(1, (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "read" }, Token)).Total);
    }

    [Fact]
    public async Task A_different_database_in_place_of_the_read_records_is_left_alone()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        File.Copy(store.Store.Path, FileOf(store));
        var before = await File.ReadAllBytesAsync(FileOf(store), Token);

        var failure = await Assert.ThrowsAsync<ZenException>(() => ReadAsync(store, secret));

        Assert.Equal(ErrorCode.StoreDamaged, failure.Code);
        Assert.Equal(before, await File.ReadAllBytesAsync(FileOf(store), Token));
        File.Delete(FileOf(store));
    }

    [Fact]
    public async Task A_records_file_that_is_deleted_during_use_is_created_again()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await ReadAsync(store, secret);
        File.Delete(FileOf(store));

        await ReadAsync(store, secret);
        await ReadAsync(store, secret);

        Assert.Equal(["read", "read"], await RawDatabase.QueryAsync(FileOf(store), "SELECT action FROM audit_events"));
        Assert.Equal(["create first", "read first", "read first"], await ListAsync(store, new() { SortBy = "asc:created" }));
    }

    [Fact]
    public async Task A_records_file_that_is_moved_away_during_use_is_complete_and_the_next_one_starts_empty()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await ReadAsync(store, secret);
        await ReadAsync(store, secret);
        var kept = Path.Combine(store.Folder, "kept.db");
        File.Move(FileOf(store), kept);

        await ReadAsync(store, secret);

        Assert.Equal(["read", "read"], await RawDatabase.QueryAsync(kept, "SELECT action FROM audit_events"));
        Assert.Equal(["read"], await RawDatabase.QueryAsync(FileOf(store), "SELECT action FROM audit_events"));
    }

    [Fact]
    public async Task A_records_file_that_is_replaced_during_use_is_the_one_that_is_written()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await using var other = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await ReadAsync(store, secret);
        await ReadAsync(other, await AddSecretAsync(other, "second"));
        await RawDatabase.ExecuteAsync(FileOf(other), "PRAGMA wal_checkpoint(TRUNCATE)");
        File.Copy(FileOf(other), $"{FileOf(store)}.copy");
        File.Move($"{FileOf(store)}.copy", FileOf(store), overwrite: true);

        await ReadAsync(store, secret);

        Assert.Equal(["create first", "read second", "read first"], await ListAsync(store, new() { SortBy = "asc:created" }));
    }

    [Fact]
    public async Task The_log_of_a_lost_records_file_is_not_replayed_into_the_next_one()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await ReadAsync(store, secret);
        var log = await File.ReadAllBytesAsync($"{FileOf(store)}-wal", Token);
        File.Delete(FileOf(store));
        await using var again = await store.OpenAgainAsync();
        await File.WriteAllBytesAsync($"{FileOf(store)}-wal", log, Token);

        await again.Audit.WriteAsync((_, _) => Task.FromResult(true), Token);

        Assert.Empty(await RawDatabase.QueryAsync(FileOf(store), "SELECT action FROM audit_events"));
    }

    [Fact]
    public async Task Values_cannot_be_read_while_another_program_locks_the_records_file()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await ReadAsync(store, secret);
        await using (var other = await RawDatabase.OpenAsync(FileOf(store)))
        {
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync(Token);

            var failure = await Assert.ThrowsAsync<ZenException>(() => ReadAsync(store, secret));
            var refusal = await Assert.ThrowsAsync<ZenException>(() => store.Services.Secrets.GetAsync(secret.Id, Token));

            Assert.Equal((ErrorCode.StoreUnavailable, ErrorCode.StoreUnavailable), (failure.Code, refusal.Code));
            Assert.Same(failure, refusal.InnerException);
        }

        await store.Reads.FlushAsync(Token);
        await ReadAsync(store, secret);

        Assert.Equal(3, (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "read" }, Token)).Total);
    }

    [Fact]
    public async Task F1_values_can_be_read_and_recorded_and_listed_while_another_program_writes_to_the_database_for_a_long_time()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await using var other = await RawDatabase.OpenAsync(store.Store.Path);
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(Token);

        for (var number = 0; number < 20; number++)
        {
            await ReadAsync(store, secret);
        }

        Assert.Equal(20, (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "read" }, Token)).Total);
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync(Token);
    }

    [Fact]
    public async Task F1_other_programs_can_write_to_the_database_while_read_records_are_written()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await store.Store.Audit.WriteAsync(
            async (unit, token) =>
            {
                var read = AuditEvent.Of(store.Store.LocalCaller, store.Clock.GetUtcNow(), AuditAction.Read, "secret", secret);
                await unit.Audit.AddAsync([read], token);

                // Over another connection, with a patience that ends the test if it has to wait.
                await RawDatabase.ExecuteAsync(store.Store.Path, "PRAGMA busy_timeout = 0; UPDATE workspaces SET description = 'written'");
                return true;
            },
            Token);

        Assert.Equal(["written"], await RawDatabase.QueryAsync(store.Store.Path, "SELECT description FROM workspaces"));
    }

    [Fact]
    public async Task Stores_in_one_folder_have_separate_read_records()
    {
        using var folder = new TemporaryFolder();
        await using var first = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder.Path, FileName = "prod.db" }, Token);
        await using var second = await SqliteStore.OpenAsync(
            new SqliteStoreOptions { Folder = folder.Path, FileName = "prod.sqlite" }, Token);
        foreach (var store in new[] { first, second })
        {
            await store.Audit.WriteAsync((_, _) => Task.FromResult(true), Token);
        }

        Assert.True(File.Exists(folder.File("prod.reads.db")) && File.Exists(folder.File("prod.sqlite.reads.db")));
    }

    [Fact]
    public async Task Old_read_records_are_deleted()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await store.Store.Audit.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync(
                    [AuditEvent.Of(store.Store.LocalCaller, DateTimeOffset.UnixEpoch, AuditAction.Read, "secret", secret)],
                    token);
                return true;
            },
            Token);
        await ReadAsync(store, secret);

        await store.Reads.PruneAsync(Token);

        Assert.Equal(["create first", "read first"], await ListAsync(store, new() { SortBy = "asc:created" }));
    }

    private static string FileOf(TemporaryStore store) => Path.Combine(store.Folder, "zenml-dotnet.reads.db");

    private static Task<SecretInfo> AddSecretAsync(TemporaryStore store, string name = "first") => store.Services.Secrets.CreateAsync(
        new NewSecret(store.Workspace.Id, SecretName.Parse(name), SecretScope.Workspace, new() { ["k"] = "v" }), Token);

    private static async Task ReadAsync(TemporaryStore store, SecretInfo secret)
    {
        await store.Services.Secrets.GetAsync(secret.Id, Token);
        await store.Reads.FlushAsync(Token);
    }

    private static async Task<string[]> ListAsync(TemporaryStore store, ListQuery query) =>
        [
            .. (await store.Services.Audit.ListAsync(query, Token)).Items.Select(
                item => $"{item.Action.Text()} {item.ResourceName?.Split(' ')[0]}"),
        ];

    private static async Task<long> VersionAsync(System.Data.Common.DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
