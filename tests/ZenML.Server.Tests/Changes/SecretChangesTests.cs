using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Server.Changes;
using ZenML.Server.Configuration;
using ZenML.Server.Http.Responses;
using ZenML.Server.Tests.Hosting;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using ZenML.TestKit.Databases;

namespace ZenML.Server.Tests.Changes;

/// <summary>Waiting for changes of secrets over HTTP.</summary>
public sealed class SecretChangesTests
{
    private const string Path = "/api/v1/x/workspaces/default/secrets/changes";

    [Fact]
    public async Task A_wait_is_answered_after_a_change_with_another_cursor_and_nothing_else()
    {
        await using var world = await TeamWorld.StartAsync();
        var cursor = await CursorAsync(world.Other);
        var wait = world.Other.GetAsync($"{Path}?after={cursor}");

        await world.PostSecretAsync("db", """{"password":"hidden-value"}""");
        var answer = await wait.InTimeAsync("the answer to a wait");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["cursor"], answer.Json.EnumerateObject().Select(property => property.Name));
        Assert.NotEqual(cursor, answer.Json.GetProperty("cursor").GetString());
    }

    [Fact]
    public async Task A_cursor_that_is_out_of_date_is_answered_at_once()
    {
        await using var world = await TeamWorld.StartAsync();
        var cursor = await CursorAsync(world.Other);
        await world.PostSecretAsync("db");

        foreach (var outdated in new[] { cursor, "unknown", "" })
        {
            var answer = await world.Other.GetAsync($"{Path}?after={outdated}");
            Assert.Equal(await CursorAsync(world.Other), answer.Json.GetProperty("cursor").GetString());
        }
    }

    [Fact]
    public async Task Private_secrets_of_others_change_nothing_that_a_wait_or_a_cursor_shows()
    {
        await using var world = await TeamWorld.StartAsync();
        var cursor = await CursorAsync(world.Other);

        await world.PostSecretAsync("mine", scope: "user");

        Assert.Equal(cursor, await CursorAsync(world.Other));
        Assert.NotEqual(cursor, await CursorAsync(world.Administrator));
    }

    [Fact]
    public async Task A_wait_of_an_account_that_is_deactivated_ends_with_401()
    {
        await using var world = await TeamWorld.StartAsync();
        var wait = world.Other.GetAsync($"{Path}?after={await CursorAsync(world.Other)}");

        await world.Administrator.PutAsync($"/api/v1/users/{world.Other.User}/deactivate");

        Assert.Equal(401, (await wait.InTimeAsync("the answer to a wait")).Status);
    }

    [Fact]
    public async Task Waits_beyond_the_limits_are_rejected_with_the_time_to_try_again_and_outdated_cursors_are_not()
    {
        await using var server = await RunningServer.StartAsync(settings: (SettingNames.MaximumWaiting, "1"));
        var api = await ApiClient.LoginAsync(server, "default", "default-pw");
        var cursor = await CursorAsync(api);
        Task<ApiAnswer>[] waits = [api.GetAsync($"{Path}?after={cursor}"), api.GetAsync($"{Path}?after={cursor}")];

        var rejected = await (await Task.WhenAny(waits)).InTimeAsync("a wait to be rejected");

        Assert.Equal(503, rejected.Status);
        Assert.Equal("15", rejected.Headers.GetValues("Retry-After").Single());
        Assert.Equal("ServerBusy", rejected.Headers.GetValues("X-ZenML-Error").Single());
        Assert.Equal(200, (await api.GetAsync($"{Path}?after=unknown")).Status);
    }

    [Fact]
    public void One_account_gets_an_eighth_of_the_places_and_one_address_half_of_them()
    {
        var options = ServerOptions.Read(new Dictionary<string, string>
        {
            [SettingNames.StoreUrl] = "sqlite:////tmp/unused.db",
            [SettingNames.DefaultUserPassword] = "a password",
            [SettingNames.MaximumWaiting] = "16",
        });
        var limit = new WaitLimit(options);
        var first = Id<User>.New();

        var place = limit.Enter(first, "192.0.2.1");
        limit.Enter(first, "192.0.2.2");
        Assert.Equal(429, Assert.Throws<HttpFailure>(() => limit.Enter(first, "192.0.2.3")).Status);
        EnterOthers(7, "192.0.2.1");
        Assert.Equal(429, Assert.Throws<HttpFailure>(() => limit.Enter(Id<User>.New(), "192.0.2.1")).Status);
        EnterOthers(5, "192.0.2.2");
        EnterOthers(2, address: "");
        Assert.Equal(503, Assert.Throws<HttpFailure>(() => limit.Enter(Id<User>.New(), "192.0.2.3")).Status);

        place.Dispose();
        place.Dispose();
        Assert.Equal(15, limit.Total);
        limit.Enter(first, "192.0.2.1");

        void EnterOthers(int number, string address)
        {
            for (; number > 0; number--)
            {
                limit.Enter(Id<User>.New(), address);
            }
        }
    }

    [Fact]
    public async Task A_server_that_stops_answers_waits_at_once_and_logs_only_requests_that_did_not_wait()
    {
        var server = await RunningServer.StartAsync();
        var api = await ApiClient.LoginAsync(server, "default", "default-pw");
        var cursor = await CursorAsync(api);
        var wait = api.GetAsync($"{Path}?after={cursor}");
        await Patience.UntilAsync(
            async () => (await api.GetAsync("/api/v1/current-user")).Status == 200, "a request after the wait",
            TestContext.Current.CancellationToken);

        var log = server.Log;
        await server.StopAsync();

        Assert.Equal(cursor, (await wait.InTimeAsync("the answer to a wait")).Json.GetProperty("cursor").GetString());
        Assert.Single(log.Lines, line => line.Contains("secrets/changes 200", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("current-user 200", StringComparison.Ordinal));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_change_through_one_replica_is_seen_by_a_wait_at_another()
    {
        var database = await DatabaseServers.CreateDatabaseAsync(StoreKind.PostgreSql);
        (string, string)[] settings =
            [(SettingNames.StoreUrl, database.UrlText), (SettingNames.EncryptionKey, "a key that both servers share")];
        await using var one = await RunningServer.StartAsync(settings: settings);
        await using var other = await RunningServer.StartAsync(settings: settings);
        var (writer, reader) = (
            await ApiClient.LoginAsync(one, "default", "default-pw"), await ApiClient.LoginAsync(other, "default", "default-pw"));
        var workspace = (await writer.GetAsync("/api/v1/workspaces/default")).Id;
        var wait = reader.GetAsync($"{Path}?after={await CursorAsync(reader)}");

        await writer.CreateAsync(
            $"/api/v1/workspaces/{workspace}/secrets",
            $$"""{"name":"db","scope":"workspace","values":{},"user":"{{writer.User}}","workspace":"{{workspace}}"}""");

        Assert.Equal(await CursorAsync(writer), (await wait.InTimeAsync("the answer to a wait")).Json.GetProperty("cursor").GetString());
    }

    private static async Task<string> CursorAsync(ApiClient api) => (await api.GetAsync(Path)).Json.GetProperty("cursor").GetString()!;
}
