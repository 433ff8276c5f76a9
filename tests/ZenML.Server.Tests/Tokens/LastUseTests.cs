using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.Server.Tests.ServiceAccounts;
using static ZenML.Server.Tests.Authentication.AccountsFixture;
using static ZenML.Server.Tests.ServiceAccounts.KeysWorld;

namespace ZenML.Server.Tests.Tokens;

/// <summary>When and from where API keys and tokens were last used.</summary>
public sealed class LastUseTests
{
    [Fact]
    public async Task A_login_with_a_key_is_a_use_of_it()
    {
        await using var server = await RunningServer.StartAsync(null, BehindProxy);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var key = await admin.MakeKeyAsync(keys);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, LimitsOf(await admin.GetAsync($"{keys}/k")).GetProperty("last_used").ValueKind);

        await server.TokenForAsync(key, "203.0.113.9");

        var limits = LimitsOf(await admin.GetAsync($"{keys}/k"));
        Assert.Equal("203.0.113.9", limits.GetProperty("last_address").GetString());
        Assert.Equal(
            (await admin.GetAsync($"{keys}/k")).Json.GetProperty("metadata").GetProperty("last_login").GetString(),
            limits.GetProperty("last_used").GetString());
    }

    [Fact]
    public async Task A_server_that_stops_has_stored_when_and_from_where_keys_and_tokens_were_used()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock, BehindProxy);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var account = server.With(await server.TokenForAsync(await admin.MakeKeyAsync(keys), "203.0.113.9"));
        var login = clock.GetUtcNow();
        clock.MoveTo(clock.GetUtcNow().AddHours(3));
        await account.SendAsync("GET", "/api/v1/current-user", null, null, From("198.51.100.1"));
        await account.SendAsync("GET", "/api/v1/current-user", null, null, From("198.51.100.2"));

        await server.StopAsync();

        var key = await FindKeyAsync(server, keys);
        Assert.Equal("198.51.100.2", key.LastAddress);
        Assert.InRange(key.LastUsed!.Value - login, TimeSpan.FromHours(2.9), TimeSpan.FromHours(3.1));
        Assert.True(key.LastLogin <= login);
    }

    [Fact]
    public async Task Requests_do_not_write_when_they_use_a_key()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var account = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys));
        var before = await FindKeyAsync(server, keys);

        for (var request = 0; request < 20; request++)
        {
            Assert.Equal(200, await account.StatusAsync());
        }

        Assert.Equal(before.LastUsed, (await FindKeyAsync(server, keys)).LastUsed);
    }

    [Fact]
    public async Task A_rejected_request_is_not_a_use()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock, BehindProxy);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var text = await admin.MakeKeyAsync(keys, "\"networks\": [\"203.0.113.0/24\"]");
        var account = server.With(await server.TokenForAsync(text, "203.0.113.9"));
        clock.MoveTo(clock.GetUtcNow().AddHours(1));

        Assert.Equal(401, (await account.SendAsync("GET", "/api/v1/current-user", null, null, From("198.51.100.1"))).Status);
        Assert.Equal(401, (await server.LogInAsync(text, "198.51.100.1")).Status);
        await server.StopAsync();

        Assert.Equal("203.0.113.9", (await FindKeyAsync(server, keys)).LastAddress);
    }

    private static Task<ApiKey> FindKeyAsync(RunningServer server, string keys) => server.Database.ReadAsync(
        async (unit, token) => (await unit.ApiKeys.Of(new Id<User>(Guid.Parse(keys.Split('/')[5]))).FindByNameAsync("k", token)).Single(),
        Token);
}
