using System.Data.Common;
using Microsoft.Data.Sqlite;
using ZenML.Core.Auditing.Chains;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Auditing;

/// <summary>Somebody who has the database and not the key ring changes the audit log.</summary>
public sealed class AuditTamperingTests
{
    [Fact]
    public async Task Every_flipped_byte_of_every_column_is_noticed_and_its_record_is_named()
    {
        await using var store = await PrepareAsync();

        foreach (var (file, chain) in Files(store))
        {
            await using var connection = await RawDatabase.OpenAsync(file);
            foreach (var row in await RawDatabase.ReadRowsAsync(
                connection, "SELECT * FROM audit_events WHERE chain_position IS NOT NULL ORDER BY chain_position"))
            {
                foreach (var (column, value) in row.Where(pair => pair.Value is not null))
                {
                    foreach (var flipped in FlipsOf(value!))
                    {
                        var found = await VerifyChangedAsync(store, connection, "audit_events", row, column, flipped);
                        Assert.True(found is null or { IsSound: false }, $"{chain} {row["chain_position"]} {column} was not noticed.");
                        Assert.True(
                            found is null || found.Problems[0].RecordId == (string)row["id"]!
                                || (found.Problems[0].Chain, found.Problems[0].Position) == (chain, (long)row["chain_position"]!),
                            $"{chain} {row["chain_position"]} {column}: {found?.Problems[0]}");
                    }
                }
            }
        }

        Assert.Empty((await AuditProof.VerifyAsync(store.Services)).Problems);
    }

    [Theory]
    [InlineData("audit_checkpoints")]
    [InlineData("audit_gaps")]
    public async Task Every_flipped_byte_of_a_checkpoint_or_gap_is_noticed(string table)
    {
        await using var store = await PrepareAsync();

        foreach (var (file, _) in Files(store))
        {
            await using var connection = await RawDatabase.OpenAsync(file);
            foreach (var row in await RawDatabase.ReadRowsAsync(connection, $"SELECT * FROM {table}"))
            {
                foreach (var (column, value) in row.Where(pair => pair.Value is not null))
                {
                    foreach (var flipped in FlipsOf(value!))
                    {
                        var found = await VerifyChangedAsync(store, connection, table, row, column, flipped);
                        Assert.True(found is null or { IsSound: false }, $"{table} {column} was not noticed.");
                    }
                }
            }
        }
    }

    [Fact]
    public async Task A_removed_value_is_noticed_in_every_column_that_can_be_empty()
    {
        await using var store = await PrepareAsync();

        foreach (var (file, chain) in Files(store))
        {
            await using var connection = await RawDatabase.OpenAsync(file);
            foreach (var row in await RawDatabase.ReadRowsAsync(connection, "SELECT * FROM audit_events"))
            {
                foreach (var (column, _) in row.Where(pair => pair.Value is not null))
                {
                    var found = await VerifyChangedAsync(store, connection, "audit_events", row, column, null);
                    Assert.True(found is null or { IsSound: false }, $"{chain} {row["chain_position"]} {column} was not noticed.");
                }
            }
        }
    }

    [Fact]
    public async Task Each_removed_record_is_named()
    {
        await using var store = await PrepareAsync();
        foreach (var (file, chain) in Files(store))
        {
            await using var connection = await RawDatabase.OpenAsync(file);
            foreach (var row in await RawDatabase.ReadRowsAsync(connection, "SELECT * FROM audit_events"))
            {
                await RawDatabase.ExecuteAsync(file, "DELETE FROM audit_events WHERE id = @id", ("@id", row["id"]!));

                var problem = (await AuditProof.VerifyAsync(store.Services)).Problems[0];

                Assert.Equal((chain, (long)row["chain_position"]!), (problem.Chain, problem.Position));
                Assert.Contains("removed", problem.Text, StringComparison.Ordinal);
                await InsertAsync(connection, row);
            }
        }

        Assert.Empty((await AuditProof.VerifyAsync(store.Services)).Problems);
    }

    [Fact]
    public async Task The_first_of_two_swapped_records_is_named()
    {
        await using var store = await PrepareAsync();
        const string swap = "UPDATE audit_events SET chain_position = CASE chain_position WHEN @a THEN 1000 ELSE -1000 END "
            + "WHERE chain_position IN (@a, @b)";

        await RawDatabase.ExecuteAsync(store.Store.Path, swap, ("@a", 4L), ("@b", 6L));
        await RawDatabase.ExecuteAsync(store.Store.Path, "UPDATE audit_events SET chain_position = 6 WHERE chain_position = 1000");
        await RawDatabase.ExecuteAsync(store.Store.Path, "UPDATE audit_events SET chain_position = 4 WHERE chain_position = -1000");

        Assert.Equal(4, (await AuditProof.VerifyAsync(store.Services)).Problems[0].Position);
    }

    [Fact]
    public async Task An_inserted_record_is_noticed_with_a_place_and_without_one()
    {
        await using var store = await PrepareAsync();
        await using var connection = await RawDatabase.OpenAsync(store.Store.Path);
        var row = (await RawDatabase.ReadRowsAsync(connection, "SELECT * FROM audit_events WHERE chain_position = 4"))[0];
        foreach (var place in (object?[])[null, -1L, 0L])
        {
            var inserted = new Dictionary<string, object?>(row) { ["id"] = Guid.NewGuid().ToString("N"), ["chain_position"] = place };
            await InsertAsync(connection, inserted);

            Assert.False((await AuditProof.VerifyAsync(store.Services)).IsSound, $"A record at {place ?? "no place"} was not noticed.");
            await RawDatabase.ExecuteAsync(store.Store.Path, "DELETE FROM audit_events WHERE id = @id", ("@id", inserted["id"]!));
        }

        Assert.Empty((await AuditProof.VerifyAsync(store.Services)).Problems);
    }

    [Fact]
    public async Task Records_that_were_cut_off_behind_a_checkpoint_are_named_even_if_new_ones_follow()
    {
        await using var store = await PrepareAsync();
        var last = (long)(await RawDatabase.QueryAsync(store.Store.Path, "SELECT MAX(chain_position) FROM audit_events"))[0];
        await RawDatabase.ExecuteAsync(store.Store.Path, "DELETE FROM audit_events WHERE chain_position > @last", ("@last", last - 2));

        Assert.Equal(last - 1, (await AuditProof.VerifyAsync(store.Services)).Problems[0].Position);
        await store.AddSecretAsync("new");
        await AuditSealing.SignAsync(store.Database, store.Clock, chainsAll: true, Token);
        var found = (await AuditProof.VerifyAsync(store.Services)).Problems[0];

        Assert.Equal(last - 1, found.Position);
        Assert.Contains("removed", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_was_rewritten_with_all_hashes_after_it_contradicts_the_next_checkpoint()
    {
        await using var store = await PrepareAsync();
        await RewriteAsync(store, from: 4);

        var problem = (await AuditProof.VerifyAsync(store.Services)).Problems[0];

        Assert.Contains("rewritten", problem.Text, StringComparison.Ordinal);
        Assert.InRange(problem.Position, 1, 4);
    }

    [Fact]
    public async Task A_checkpoint_of_another_store_or_place_is_not_accepted()
    {
        await using var store = await PrepareAsync();
        await using var other = await PrepareAsync();
        await RewriteAsync(store, from: 4);
        await using var connection = await RawDatabase.OpenAsync(other.Store.Path);
        var copied = await RawDatabase.ReadRowsAsync(connection, "SELECT * FROM audit_checkpoints");
        await RawDatabase.ExecuteAsync(store.Store.Path, "DELETE FROM audit_checkpoints");
        await using var target = await RawDatabase.OpenAsync(store.Store.Path);
        foreach (var row in copied)
        {
            await InsertAsync(target, row, "audit_checkpoints");
        }

        Assert.Contains(
            (await AuditProof.VerifyAsync(store.Services)).Problems,
            problem => problem.Text.Contains("not what was signed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkpoint_that_is_taken_out_is_noticed()
    {
        await using var store = await PrepareAsync();
        var first = (await RawDatabase.QueryAsync(
            store.Store.Path, "SELECT chain_position FROM audit_checkpoints ORDER BY chain_position LIMIT 1"))[0];

        await RawDatabase.ExecuteAsync(
            store.Store.Path, "DELETE FROM audit_checkpoints WHERE chain_position = @first", ("@first", first));

        Assert.Contains(
            (await AuditProof.VerifyAsync(store.Services)).Problems,
            problem => problem.Text.Contains("checkpoint", StringComparison.Ordinal));
    }

    /// <summary>A log with several checkpoints and gaps in both files.</summary>
    private static async Task<TemporaryStore> PrepareAsync()
    {
        var store = await TemporaryStore.CreateAsync();
        var old = store.Clock.GetUtcNow().AddDays(-91);
        await AuditChainTests.AddAsync(
            store.Database, AuditChainTests.Event(store, "old", old), AuditChainTests.Event(store, "old too", old));
        await AuditChainTests.AddAsync(store.Database.Audit, AuditChainTests.Event(store, "old read", old));
        await AuditChainTests.SignAsync(store);
        await AuditChainTests.FillAsync(store);
        await AuditChainTests.SignAsync(store);
        await store.AddSecretAsync("more");
        await store.Services.Secrets.FindManyWithValuesAsync(store.Workspace.Id, ["more", "more"], Token);
        await store.AddSecretAsync("most");
        await store.Reads.FlushAsync(Token);
        await AuditChainTests.SignAsync(store);
        Assert.False(await store.Reads.PruneAsync(Token));
        Assert.Empty((await AuditProof.VerifyAsync(store.Services)).Problems);
        return store;
    }

    private static IEnumerable<(string File, string Chain)> Files(TemporaryStore store) =>
        [(store.Store.Path, "main"), (Path.Combine(store.Folder, "zenml-dotnet.reads.db"), "reads")];

    private static IEnumerable<object> FlipsOf(object value) => value switch
    {
        string text => Enumerable.Range(0, text.Length).Select(place =>
            (object)$"{text[..place]}{(char)(text[place] ^ 1)}{text[(place + 1)..]}"),
        byte[] bytes => Enumerable.Range(0, bytes.Length).Select(place =>
            (object)(byte[])[.. bytes.Select((one, at) => at == place ? (byte)(one ^ 1) : one)]),
        long number => Enumerable.Range(0, sizeof(long)).Select(place => (object)(number ^ (1L << (8 * place)))),
        _ => [],
    };

    /// <returns>What verification finds; null if the database does not accept the change.</returns>
    private static async Task<AuditVerification?> VerifyChangedAsync(
        TemporaryStore store, DbConnection connection, string table, Dictionary<string, object?> row, string column, object? value)
    {
        var key = table switch { "audit_events" => "id", "audit_gaps" => "first_position", _ => "chain_position" };
        try
        {
            await SetAsync(connection, table, column, value, key, row[key]!);
        }
        catch (SqliteException)
        {
            return null;
        }

        try
        {
            return await AuditProof.VerifyAsync(store.Services);
        }
        finally
        {
            await SetAsync(connection, table, column, row[column], key, column == key ? value! : row[key]!);
        }
    }

    private static async Task SetAsync(
        DbConnection connection, string table, string column, object? value, string key, object keyValue)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns of the schema.
        command.CommandText = $"UPDATE {table} SET {column} = @value WHERE {key} = @key";
#pragma warning restore CA2100
        command.Parameters.Add(new SqliteParameter("@value", value ?? DBNull.Value));
        command.Parameters.Add(new SqliteParameter("@key", keyValue));
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task InsertAsync(DbConnection connection, Dictionary<string, object?> row, string table = "audit_events")
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns of the schema.
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", row.Keys)}) "
            + $"VALUES ({string.Join(", ", row.Keys.Select(name => $"@{name}"))})";
#pragma warning restore CA2100
        foreach (var (name, value) in row)
        {
            command.Parameters.Add(new SqliteParameter($"@{name}", value ?? DBNull.Value));
        }

        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>Changes a record and makes the chain fit again, as somebody with the database can.</summary>
    private static async Task RewriteAsync(TemporaryStore store, long from)
    {
        var chain = new AuditChain(AuditChain.Main, IsOlder: false);
        var slice = await store.Services.Audit.ReadSliceAsync(chain, -1, 5_000, Token);
        byte[]? hash = null;
        foreach (var record in slice.Records.SkipWhile(record => record.Position < from - 1))
        {
            if (hash is null)
            {
                hash = record.Hash;
                continue;
            }

            var changed = record.Position == from ? record with { UserName = "mallory" } : record;
            hash = AuditHash.Of(changed, record.Position, hash);
            await RawDatabase.ExecuteAsync(
                store.Store.Path, "UPDATE audit_events SET user_name = @name, chain_hash = @hash WHERE chain_position = @place",
                ("@name", changed.UserName), ("@hash", hash), ("@place", record.Position));
        }
    }
}
