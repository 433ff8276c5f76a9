using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.TestKit;

namespace ZenML.Core.Tests.Auditing;

public sealed class GatheredReadsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_are_refused_while_they_cannot_be_recorded_and_none_is_lost()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        var database = new BreakableDatabase(store.Store);
        await using var reads = new GatheredReads(database, TimeProvider.System, GatheredReads.DefaultKeep);
        var services = new ZenServices(store.Store.LocalCaller, store.Parts with { Reads = reads });

        database.IsBroken = true;
        await services.Secrets.GetAsync(secret.Id, Token);
        await Assert.ThrowsAsync<ZenException>(() => reads.FlushAsync(Token));
        var refusal = await Assert.ThrowsAsync<ZenException>(() => services.Secrets.GetAsync(secret.Id, Token));
        Assert.Equal(ErrorCode.StoreUnavailable, refusal.Code);
        Assert.Throws<ZenException>(reads.EnsureAcceptsReads);
        database.IsBroken = false;
        await reads.FlushAsync(Token);
        reads.EnsureAcceptsReads();
        await services.Secrets.GetAsync(secret.Id, Token);

        Assert.Equal(2, await CountReadsAsync(services));
    }

    [Fact]
    public async Task What_was_gathered_is_written_at_the_end()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var secret = await AddSecretAsync(store);
        await using (var reads = new GatheredReads(store.Store, TimeProvider.System, GatheredReads.DefaultKeep))
        {
            await new ZenServices(store.Store.LocalCaller, store.Parts with { Reads = reads }).Secrets.GetAsync(secret.Id, Token);
        }

        Assert.Equal(1, await CountReadsAsync(store.Services));
    }

    [Fact]
    public async Task Old_events_are_forgotten_and_young_ones_are_not()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await AddSecretAsync(store);
        var old = AuditEvent.Of(store.Store.LocalCaller, DateTimeOffset.UnixEpoch, AuditAction.Read, "secret", null);
        await store.Store.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync([old, old with { Id = AuditEvent.NewId(old.Created) }], token);
                return true;
            },
            Token);

        await store.Reads.PruneAsync(Token);

        Assert.Equal(["create"], (await store.Services.Audit.ListAsync(new ListQuery(), Token)).Items.Select(item => item.Action.Text()));
    }

    [Fact]
    public async Task Only_administrators_read_the_audit()
    {
        await using var store = await TemporaryStore.CreateAsync();

        var refusal = await Assert.ThrowsAsync<ZenException>(() => store.OtherServices.Audit.ListAsync(new ListQuery(), Token));

        Assert.Equal(ErrorCode.NotAllowed, refusal.Code);
    }

    private static Task<SecretInfo> AddSecretAsync(TemporaryStore store) => store.Services.Secrets.CreateAsync(
        new NewSecret(store.Workspace.Id, SecretName.Parse("db"), SecretScope.Workspace, new() { ["k"] = "v" }), Token);

    private static async Task<long> CountReadsAsync(IZenServices services) =>
        (await services.Audit.ListAsync(new ListQuery { ["action"] = "read" }, Token)).Total;

    private sealed class BreakableDatabase(IDatabase inner) : IDatabase
    {
        public bool IsBroken { get; set; }

        public IDatabase Audit => this;

        public Task<TResult> ReadAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            inner.ReadAsync(work, cancellationToken);

        public Task<TResult> WriteAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            IsBroken ? throw new ZenException(ErrorCode.StoreUnavailable, "The store is broken for a test.") : inner.WriteAsync(work, cancellationToken);
    }
}
