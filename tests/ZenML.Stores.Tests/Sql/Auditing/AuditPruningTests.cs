using ZenML.Core.Auditing;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Auditing.AuditChainTests;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Auditing;

/// <summary>Deleting old records of a chained log, on every kind of database.</summary>
public sealed class AuditPruningTests
{
    [Theory]
    [EveryDatabase]
    public async Task Deleting_old_records_leaves_one_signed_gap_and_a_sound_log(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var now = store.Clock.GetUtcNow();
        await AddOneByOneAsync(store, Enumerable.Range(0, 30).Select(number => Event(store, $"{number}", now.AddDays(number - 100))));
        await store.AddSecretAsync("db");
        var before = await CountAsync(store);

        for (var call = 0; call < 100 && await store.Reads.PruneAsync(Token); call++)
        {
            Assert.Empty((await AuditProof.VerifyAsync(store.Services)).Problems);
        }

        var found = await AuditProof.VerifyAsync(store.Services, size: 3);
        Assert.Empty(found.Problems);
        Assert.Equal(11, found.Deleted);
        Assert.True(await CountAsync(store) >= before - 11);
        Assert.Single(await RawDatabase.QueryAsync(store, "SELECT first_position FROM audit_gaps"));
    }

    [Theory]
    [EveryDatabase]
    public async Task Old_records_between_newer_ones_leave_gaps_of_their_own(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var now = store.Clock.GetUtcNow();
        await AddOneByOneAsync(
            store,
            Enumerable.Range(0, 12).Select(number => Event(store, $"{number}", number % 3 == 0 ? now.AddDays(-90.5) : now)));

        await store.Reads.PruneAsync(Token);
        await store.AddSecretAsync("db");
        await SignAsync(store);

        var found = await AuditProof.VerifyAsync(store.Services);
        Assert.Empty(found.Problems);
        Assert.Equal((9L, 4L), (found.Records, found.Deleted));
        Assert.Equal(4, (await RawDatabase.QueryAsync(store, "SELECT first_position FROM audit_gaps")).Count);
    }

    [Theory]
    [EveryDatabase]
    public async Task A_log_whose_records_are_all_deleted_continues_its_chain(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var old = store.Clock.GetUtcNow().AddDays(-90.5);
        await AddAsync(store.Database, [.. Enumerable.Range(0, 5).Select(number => Event(store, $"{number}", old))]);
        await SignAsync(store);
        await store.Reads.PruneAsync(Token);
        Assert.Equal(0, await CountAsync(store));

        await store.AddSecretAsync("db");
        await SignAsync(store);

        var found = await AuditProof.VerifyAsync(store.Services);
        Assert.Empty(found.Problems);
        Assert.Equal((1L, 5L, 0L), (found.Records, found.Deleted, found.Unsigned));
        Assert.Equal([6L], await RawDatabase.QueryAsync(store, "SELECT chain_position FROM audit_events"));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_record_whose_time_somebody_changed_is_not_deleted_with_a_signature(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await FillAsync(store);
        await SignAsync(store);
        await RawDatabase.ExecuteAsync(store, "UPDATE audit_events SET created = 1 WHERE chain_position = 2");

        await store.Reads.PruneAsync(Token);

        var problem = (await AuditProof.VerifyAsync(store.Services)).Problems[0];
        Assert.Equal(2, problem.Position);
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT first_position FROM audit_gaps"));
    }

    [Theory]
    [EveryDatabase]
    public async Task Records_of_an_older_version_are_deleted_with_a_signed_gap_too(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var now = store.Clock.GetUtcNow();
        AuditEvent[] older = [.. Enumerable.Range(0, 10).Select(number => Event(store, $"{number}", now.AddDays(-90.9 + (number * 0.2))))];
        await AddAsync(store.Database, older);
        await RawDatabase.ExecuteAsync(store, "UPDATE audit_events SET chain_position = NULL, chain_hash = NULL");
        await SignAsync(store);
        Assert.Equal(10, (await AuditProof.VerifyAsync(store.Services, size: 3)).Records);

        await store.Reads.PruneAsync(Token);

        var found = await AuditProof.VerifyAsync(store.Services);
        Assert.Empty(found.Problems);
        Assert.Equal((5L, 5L), (found.Deleted, found.Records));
    }

    /// <summary>Records that span days are signed as late ones, unless they are signed one by one.</summary>
    private static async Task AddOneByOneAsync(TemporaryStore store, IEnumerable<AuditEvent> events)
    {
        foreach (var added in events)
        {
            await AddAsync(store.Database, added);
            await SignAsync(store);
        }
    }
}
