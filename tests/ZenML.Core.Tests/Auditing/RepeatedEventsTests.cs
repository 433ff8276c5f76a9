using ZenML.Core.Auditing;
using ZenML.Core.Time;
using ZenML.TestKit;

namespace ZenML.Core.Tests.Auditing;

public sealed class RepeatedEventsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task L1_a_million_events_with_distinct_keys_make_a_bounded_number_of_records_that_count_all_of_them()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await using var reads = new ReadAuditWriter(store.Store, TimeProvider.System, ReadAuditWriter.DefaultRetention);
        var failure = Failure(store);
        for (var attempt = 0; attempt < 1_000_000; attempt++)
        {
            reads.RecordRepeated($"{attempt}", failure);
        }

        await reads.FlushAsync(Token);

        var records = await ListAsync(store);
        Assert.InRange(records.Count, 2, 1_001);
        Assert.Equal(1_000_000, records.Sum(record => record.Count));
        Assert.Null(records.MaxBy(record => record.Count)!.UserId);
    }

    [Fact]
    public async Task Repeated_events_never_block_reads_of_values()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await using var reads = new ReadAuditWriter(store.Store, TimeProvider.System, ReadAuditWriter.DefaultRetention);
        for (var attempt = 0; attempt < 60_000; attempt++)
        {
            reads.RecordRepeated("one", Failure(store));
        }

        reads.EnsureAcceptsReads();
        await reads.FlushAsync(Token);
        Assert.Equal(60_000, Assert.Single(await ListAsync(store)).Count);
    }

    [Fact]
    public async Task Repeated_events_are_written_without_a_flush_and_at_the_end()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await using (var reads = new ReadAuditWriter(store.Store, TimeProvider.System, ReadAuditWriter.DefaultRetention))
        {
            reads.RecordRepeated("one", Failure(store));
            await Patience.UntilAsync(async () => (await ListAsync(store)).Count > 0, "a record that nobody flushes", Token);

            reads.RecordRepeated("one", Failure(store));
        }

        Assert.Equal(2, Assert.Single(await ListAsync(store)).Count);
    }

    private static AuditEvent Failure(TemporaryStore store) => AuditEvent.Of(
        store.Store.LocalCaller, store.Clock.GetMicrosecondUtcNow(), AuditAction.Login, "user", null, AuditOutcome.Failed);

    private static async Task<IReadOnlyList<AuditEvent>> ListAsync(TemporaryStore store) =>
        (await store.Services.Audit.ListAsync(new() { ["outcome"] = "failed", Size = 10_000 }, Token)).Items;
}
