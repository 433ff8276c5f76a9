using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using ZenML.TestKit.Databases;

namespace ZenML.Server.Tests.Idempotency;

/// <summary>A server whose database stops responding at the worst moment.</summary>
public abstract class UnknownOutcomeTests(StoreKind kind)
{
    // The server writes in the background too.
    private const string InsertSecret = "INSERT INTO secrets";

    public static TheoryData<NetworkFault> Faults => new(Enum.GetValues<NetworkFault>());

    [Theory, MemberData(nameof(Faults))]
    public async Task F3_a_change_without_a_key_is_answered_500_when_its_outcome_is_unknown(NetworkFault fault)
    {
        await using var world = await World.StartAsync(kind);
        var happened = world.Proxy.AtNextCommit(fault, InsertSecret);
        var answer = await world.Api.PostAsync(world.Secrets, world.NewSecret);
        await happened;
        world.Proxy.Resume();

        Assert.Equal((500, "OutcomeUnknown"), (answer.Status, Assert.Single(answer.Headers.GetValues("X-ZenML-Error"))));
        Assert.False(answer.Headers.Contains("Retry-After"), "Clients and proxies would send the change again.");
        Assert.DoesNotContain("Nothing was changed", answer.Text, StringComparison.Ordinal);
        Assert.Equal(fault == NetworkFault.CutBefore ? [] : ["db"], (await world.GetAsync("/api/v1/secrets")).Names);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task F3_a_change_with_a_key_is_sent_again_until_its_outcome_is_known_and_is_made_once(NetworkFault fault)
    {
        await using var world = await World.StartAsync(kind);
        var happened = world.Proxy.AtNextCommit(fault, InsertSecret);
        var first = await world.SendKeyedAsync();
        await happened;
        world.Proxy.Resume();
        var again = await world.SendKeyedAsync();

        // After a cut the server finds the key itself.
        Assert.Equal(fault == NetworkFault.CutAfter ? 200 : 500, first.Status);
        Assert.Equal((200, fault != NetworkFault.CutBefore), (again.Status, again.Headers.Contains("Idempotency-Replayed")));
        Assert.Equal(["db"], (await world.GetAsync("/api/v1/secrets")).Names);
        Assert.Equal(1, (await world.GetAsync("/api/v1/x/audit?action=create&resource_type=secret")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task F2_a_database_hang_loses_no_read_audit_record_and_the_server_becomes_ready_again_on_its_own()
    {
        await using var world = await World.StartAsync(kind);
        var path = $"/api/v1/secrets/{(await world.Api.CreateAsync(world.Secrets, world.NewSecret)).Id}";
        var answered = 0;
        for (var number = 0; number < 3; number++)
        {
            answered += (await world.Api.GetAsync(path)).Status == 200 ? 1 : 0;
        }

        world.Proxy.Hang();
        Assert.Equal(503, (await world.Api.GetAsync(path)).Status);
        Assert.Equal(503, (await world.Api.GetAsync("/ready")).Status);
        world.Proxy.Resume();
        await Patience.UntilAsync(
            async () => (await world.Api.GetAsync("/ready")).Status == 200,
            "the server to be ready again",
            TestContext.Current.CancellationToken);

        answered += (await world.GetAsync(path)).Status == 200 ? 1 : 0;
        Assert.Equal(4, answered);
        var recorded = (await world.GetAsync("/api/v1/x/audit?action=read")).Json.GetProperty("total").GetInt32();
        Assert.InRange(recorded, answered, int.MaxValue);
        Assert.DoesNotContain(world.Server.Log.Lines, line => line.Contains("Unexpected error", StringComparison.Ordinal));
    }

    /// <summary>A server whose database connection goes through a faulty network.</summary>
    private sealed class World(FaultyProxy proxy, RunningServer server, ApiClient api, string workspace) : IAsyncDisposable
    {
        public FaultyProxy Proxy => proxy;

        public RunningServer Server => server;

        public ApiClient Api => api;

        public string Secrets => $"/api/v1/workspaces/{workspace}/secrets";

        public string NewSecret =>
            $$"""{"name":"db","scope":"workspace","values":{"a":"1"},"user":"{{api.User}}","workspace":"{{workspace}}"}""";

        public static async Task<World> StartAsync(StoreKind kind)
        {
            const string key = "a key for this test alone";
            var direct = await DatabaseServers.CreateDatabaseAsync(kind);
            await direct.MakeStoreAsync(key);
            var (proxy, database) = FaultyProxy.Before(direct);
            var server = await RunningServer.StartAsync(
                clock: null,
                (SettingNames.StoreUrl, database.UrlOf("127.0.0.1", "sslmode=disable&command_timeout=5&connect_timeout=5")),
                (SettingNames.EncryptionKey, key));
            var api = await ApiClient.LoginAsync(server, "default", "default-pw");
            return new World(proxy, server, api, (await api.GetAsync("/api/v1/workspaces/default")).Id.ToString());
        }

        public Task<ApiAnswer> SendKeyedAsync() => api.SendAsync("POST", Secrets, NewSecret, null, ("Idempotency-Key", "one-key"));

        /// <summary>Repeats the request until the connections from before the fault are used up.</summary>
        public async Task<ApiAnswer> GetAsync(string path)
        {
            ApiAnswer answer = null!;
            await Patience.UntilAsync(
                async () => (answer = await api.GetAsync(path)).Status != 503,
                $"an answer to GET {path} other than 503",
                TestContext.Current.CancellationToken);
            return answer;
        }

        public async ValueTask DisposeAsync()
        {
            proxy.Resume();
            await server.DisposeAsync();
            await proxy.DisposeAsync();
        }
    }
}

/// <summary>PostgreSQL. Each database has a class of its own, so that their waits run at the same time.</summary>
public sealed class UnknownOutcomeOnPostgreSqlTests() : UnknownOutcomeTests(StoreKind.PostgreSql);

/// <summary>MySQL.</summary>
public sealed class UnknownOutcomeOnMySqlTests() : UnknownOutcomeTests(StoreKind.MySql);
