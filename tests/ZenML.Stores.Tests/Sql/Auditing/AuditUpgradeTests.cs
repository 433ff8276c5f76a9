using ZenML.Core.Auditing;
using ZenML.Core.Querying;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Auditing.AuditChainTests;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Auditing;

/// <summary>Audit logs that begin before there were chains, and local stores, which no server signs.</summary>
public sealed class AuditUpgradeTests
{
    private const string FirstVersion =
        """
        CREATE TABLE audit_events (id TEXT NOT NULL, created INTEGER NOT NULL, user_id TEXT, user_name TEXT NOT NULL, action TEXT NOT NULL,
            resource_type TEXT NOT NULL, resource_id TEXT, resource_name TEXT, address TEXT, outcome TEXT NOT NULL,
            PRIMARY KEY (created, id)) STRICT, WITHOUT ROWID;
        INSERT INTO audit_events VALUES ('0123456789abcdef0123456789abcdef', 1700000000000000, NULL, 'ada', 'read', 'secret', NULL,
            'old (workspace scope)', '127.0.0.1', 'success');
        PRAGMA application_id = 1515082308;
        PRAGMA user_version = 1;
        PRAGMA journal_mode = WAL
        """;

    [Fact]
    public async Task A_file_of_reads_of_an_earlier_version_is_brought_up_to_date_and_its_records_are_protected()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("db");
        var file = Path.Combine(store.Folder, "zenml-dotnet.reads.db");
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = FirstVersion;
            await command.ExecuteNonQueryAsync(Token);
        }

        await store.Services.Secrets.GetAsync(secret.Id, Token);
        await store.Reads.FlushAsync(Token);
        await SignAsync(store);

        var listed = await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "read" }, Token);
        Assert.Equal(["old (workspace scope)", "db (workspace scope)"], listed.Items.Select(item => item.ResourceName));
        var found = await AuditProof.VerifyAsync(store.Services);
        Assert.Empty(found.Problems);
        Assert.Equal((0L, 0L), (found.Unchained, found.Unsigned));
        await RawDatabase.ExecuteAsync(file, "UPDATE audit_events SET user_name = 'eve' WHERE user_name = 'ada'");
        Assert.Equal(("reads", -1L), Place((await AuditProof.VerifyAsync(store.Services)).Problems[0]));
    }

    [Fact]
    public async Task A_process_that_starts_signs_the_reads_that_a_killed_one_left_unsigned()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await store.AddSecretAsync("db");
        await SignAsync(store);
        await store.Services.Secrets.GetAsync(secret.Id, Token);
        await store.Reads.FlushAsync(Token);
        await using var next = await store.OpenAgainAsync();

        Assert.True(await Core.Auditing.Chains.AuditSealing.SignAsync(next, store.Clock, chainsAll: false, Token));

        Assert.Equal(0, (await AuditProof.VerifyAsync(store.Services)).Unsigned);
    }

    [Fact]
    public async Task A_local_store_signs_each_change_in_its_own_transaction()
    {
        using var folder = new TemporaryFolder();
        var options = new SqliteStoreOptions { Folder = folder.Path, SignsChanges = true };
        for (var process = 0; process < 3; process++)
        {
            await using var store = await SqliteStore.OpenAsync(options, Token);
            for (var change = 0; change < 2; change++)
            {
                await AddAsync(
                    store, AuditEvent.Of(store.LocalCaller, TimeProvider.System.GetUtcNow(), AuditAction.Update, "stack", null));
            }

            Assert.Equal(
                await RawDatabase.QueryAsync(store.Path, "SELECT MAX(chain_position) FROM audit_events"),
                await RawDatabase.QueryAsync(store.Path, "SELECT MAX(chain_position) FROM audit_checkpoints"));
        }
    }

    [Fact]
    public async Task A_change_of_a_local_store_without_its_key_is_made_and_signed_by_the_next_one_that_has_it()
    {
        using var folder = new TemporaryFolder();
        var options = new SqliteStoreOptions { Folder = folder.Path, SignsChanges = true };
        await using (await SqliteStore.OpenAsync(options, Token))
        {
        }

        var ring = Path.Combine(folder.Path, "zenml-dotnet.keys.json");
        File.Move(ring, $"{ring}.away");
        await using (var store = await SqliteStore.OpenAsync(options, Token))
        {
            await AddAsync(store, AuditEvent.Of(store.LocalCaller, TimeProvider.System.GetUtcNow(), AuditAction.Update, "stack", null));
            Assert.Empty(await RawDatabase.QueryAsync(store.Path, "SELECT chain_position FROM audit_checkpoints"));
        }

        File.Move($"{ring}.away", ring);
        await using (var store = await SqliteStore.OpenAsync(options, Token))
        {
            await AddAsync(store, AuditEvent.Of(store.LocalCaller, TimeProvider.System.GetUtcNow(), AuditAction.Update, "stack", null));
            Assert.Equal([2L], await RawDatabase.QueryAsync(store.Path, "SELECT MAX(chain_position) FROM audit_checkpoints"));
        }
    }

    private static (string Chain, long Position) Place(Core.Auditing.Chains.AuditProblem problem) => (problem.Chain, problem.Position);
}
