using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Stores.Servers;
using ZenML.Stores.Tests.Sql;
using ZenML.TestKit;
using ZenML.TestKit.Databases;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Servers;

/// <summary>A store on a database server whose network hangs and breaks.</summary>
public abstract class NetworkFaultsTests(StoreKind kind)
{
    private const int MostReads = 5_000;

    /// <summary>What each hang takes in full, and what a statement of a working database must not take on a busy machine.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    public static TheoryData<NetworkFault> CommitFaults => new(Enum.GetValues<NetworkFault>());

    [Theory, MemberData(nameof(CommitFaults))]
    public async Task F3_a_commit_without_a_response_is_reported_as_unknown_and_the_store_keeps_working(NetworkFault fault)
    {
        await using var world = await World.CreateAsync(kind);
        await world.Store.AddSecretAsync("before");
        var happened = world.Proxy.AtNextCommit(fault);
        var attempt = world.Store.AddSecretAsync("doubtful");
        var error = await Assert.ThrowsAsync<ZenException>(() => attempt);
        await happened;
        world.Proxy.Resume();

        Assert.Equal(ErrorCode.OutcomeUnknown, error.Code);
        Assert.Contains("It is unknown whether the change was made", error.Message, StringComparison.Ordinal);
        Assert.Contains("zenml audit list", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", error.Message, StringComparison.Ordinal);

        // The message points to the actual outcome, which is the same in the resource and in the audit log.
        var isMade = fault != NetworkFault.CutBefore;
        Assert.Equal(isMade ? 1 : 0, (await world.Store.Services.SecretMetadata.ListAsync(new() { ["name"] = "doubtful" }, Token)).Total);
        var audited = await world.Store.Services.Audit.ListAsync(new() { ["resource_name"] = "startswith:doubtful" }, Token);
        Assert.Equal(isMade ? 1 : 0, audited.Total);
        await world.Store.AddSecretAsync("after");
    }

    [Fact]
    public async Task F3_a_hang_before_the_commit_changes_nothing_and_is_not_reported_as_unknown()
    {
        await using var world = await World.CreateAsync(kind);
        var error = await Assert.ThrowsAsync<ZenException>(() => world.Store.Database.WriteAsync(
            async (unit, token) =>
            {
                world.Proxy.Hang();
                await unit.Workspaces.UpdateAsync(world.Store.Workspace with { Description = "changed" }, token);
                return 0;
            },
            Token));
        world.Proxy.Resume();

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Equal(
            "",
            (await world.Store.Services.Workspaces.FindAsync("default", Core.Querying.Lookups.LookupMode.Exact, Token))
                .Description);
        await world.Store.AddSecretAsync("after");
    }

    [Fact]
    public async Task F2_reads_and_writes_fail_with_store_errors_while_the_network_hangs_or_breaks_and_work_again_afterwards()
    {
        await using var world = await World.CreateAsync(kind);
        await world.Store.AddSecretAsync("db");
        foreach (var disturb in new Action[] { world.Proxy.Hang, world.Proxy.Cut })
        {
            var works = new Func<Task>[]
            {
                () => world.Store.Services.SecretMetadata.ListAsync(new ListQuery(), Token),
                () => world.Store.Database.ReadAsync(
                    async (unit, token) =>
                    {
                        disturb();
                        return await unit.Workspaces.FindByNameAsync("default", token);
                    },
                    Token),
                () => world.Store.Database.WriteAsync(
                    async (unit, token) =>
                    {
                        disturb();
                        await unit.Workspaces.UpdateAsync(world.Store.Workspace, token);
                        return 0;
                    },
                    Token),
            };
            foreach (var work in works)
            {
                disturb();
                if (await Record.ExceptionAsync(work) is { } failure)
                {
                    Assert.Equal(ErrorCode.StoreUnavailable, Assert.IsType<ZenException>(failure).Code);
                }

                world.Proxy.Resume();
            }

            // Reads are rejected until the record of the read before could be written.
            await Patience.UntilAsync(
                async () => !await TryAsync(() => world.Store.GetSecretAsync("db")), "reads to be answered again", Token);
            Assert.Equal("value", (await world.Store.GetSecretAsync("db"))["key"].Reveal());
        }
    }

    [Fact]
    public async Task F2_after_a_long_hang_reads_are_recorded_again_and_no_read_was_answered_without_its_record()
    {
        await using var world = await World.CreateAsync(kind);
        await using var reads = new ReadAuditWriter(world.Store.Database, TimeProvider.System, ReadAuditWriter.DefaultRetention);
        var secrets = new ZenServicesOver(world.Store, reads).Secrets;
        var id = (await world.Store.Services.Secrets.CreateAsync(
            new NewSecret(world.Store.Workspace.Id, SecretName.Parse("db"), SecretScope.Workspace, new() { ["key"] = "value" }), Token)).Id;
        var answered = 0;
        await secrets.GetAsync(id, Token);
        answered++;

        world.Proxy.Hang();
        var isRefused = false;
        while (!isRefused)
        {
            // During a hang the secret itself cannot be read. This test is about the read record.
            isRefused = await TryAsync(() => reads.RecordAsync([Read(world.Store, id)], Token).AsTask());
            answered += isRefused ? 0 : 1;
            Assert.True(answered < MostReads, "Reads went on to be answered although no record could be written.");
            await Task.Delay(10, Token);
        }

        Assert.Throws<ZenException>(reads.EnsureAcceptsReads);
        world.Proxy.Resume();
        await Patience.UntilAsync(
            async () => !await TryAsync(() => secrets.GetAsync(id, Token)), "reads to be answered again after the hang", Token);

        answered++;
        await reads.DisposeAsync();
        Assert.InRange((await world.Store.Services.Audit.ListAsync(new() { ["action"] = "read" }, Token)).Total, answered, long.MaxValue);
    }

    [Fact]
    public async Task F2_records_that_a_hang_delayed_are_written_when_the_server_stops()
    {
        await using var world = await World.CreateAsync(kind);
        await using var reads = new ReadAuditWriter(world.Store.Database, TimeProvider.System, ReadAuditWriter.DefaultRetention);
        world.Proxy.Hang();
        await reads.RecordAsync([Read(world.Store, Core.Resources.Id<Secret>.New())], Token);
        await Patience.UntilAsync(
            () => TryAsync(() => reads.FlushAsync(Token)), "a flush to be refused during the hang", Token);

        var ending = reads.DisposeAsync();
        world.Proxy.Resume();
        await ending.InTimeAsync("the records that were still to be written");

        Assert.InRange((await world.Store.Services.Audit.ListAsync(new() { ["action"] = "read" }, Token)).Total, 1, 2);
    }

    private static AuditEvent Read(TemporaryStore store, Core.Resources.Id<Secret> id) =>
        AuditEvent.Of(store.Database.LocalCaller, store.Clock.GetUtcNow(), AuditAction.Read, "secret", null) with { ResourceId = id.Value };

    /// <returns>Whether it was refused, with an error of ours.</returns>
    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (ZenException exception)
        {
            Assert.Equal(ErrorCode.StoreUnavailable, exception.Code);
            return true;
        }
    }

    private sealed class ZenServicesOver(TemporaryStore store, ReadAuditWriter reads)
    {
        public ISecretsService Secrets { get; } =
            new Core.ZenServices(store.Database.LocalCaller, store.Parts with { Reads = reads }).Secrets;
    }

    /// <summary>A store behind a network, with an answer time that a test can wait for.</summary>
    private sealed class World(FaultyProxy proxy, TemporaryStore store) : IAsyncDisposable
    {
        public FaultyProxy Proxy => proxy;

        public TemporaryStore Store => store;

        public static async Task<World> CreateAsync(StoreKind kind)
        {
            const string key = "a key for this test alone";
            var direct = await DatabaseServers.CreateDatabaseAsync(kind);
            await direct.MakeStoreAsync(key);
            var (proxy, database) = FaultyProxy.Before(direct);
            var url = database.Url with { CommandTimeout = AnswerTime, ConnectTimeout = AnswerTime };
            return new World(proxy, await TemporaryStore.CreateAsync(database with { Url = url }, key));
        }

        public async ValueTask DisposeAsync()
        {
            proxy.Resume();
            await store.DisposeAsync();
            await proxy.DisposeAsync();
        }
    }
}

/// <summary>PostgreSQL. Each database has a class of its own, so that their waits run at the same time.</summary>
public sealed class NetworkFaultsOnPostgreSqlTests() : NetworkFaultsTests(StoreKind.PostgreSql);

/// <summary>MySQL.</summary>
public sealed class NetworkFaultsOnMySqlTests() : NetworkFaultsTests(StoreKind.MySql);
