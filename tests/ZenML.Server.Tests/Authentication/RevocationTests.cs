using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Authentication;

public sealed class RevocationTests
{
    [Fact]
    public async Task A_token_is_revoked_when_its_account_is_deactivated_and_stays_revoked()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");

        Assert.Equal(200, await bob.StatusAsync());
        Assert.Equal(200, (await admin.PutAsync($"/api/v1/users/{bob.User}", """{"active": false}""")).Status);
        Assert.Equal(401, await bob.StatusAsync());
        Assert.Equal(200, (await admin.PutAsync($"/api/v1/users/{bob.User}", """{"active": true}""")).Status);

        Assert.Equal(401, await bob.StatusAsync());
        Assert.Equal(200, await (await ApiClient.LoginAsync(server, "bob", "bob-password")).StatusAsync());
    }

    [Fact]
    public async Task A_token_is_revoked_when_the_password_changes()
    {
        await using var server = await RunningServer.StartAsync();
        var bob = await server.PersonAsync(await server.AdminAsync(), "bob");

        Assert.Equal(403, (await bob.PutAsync("/api/v1/current-user", """{"password": "new-password", "old_password": "wrong"}""")).Status);
        Assert.Equal(403, (await bob.PutAsync("/api/v1/current-user", """{"password": "new-password"}""")).Status);
        Assert.Equal(200, await bob.StatusAsync());
        var changed = await bob.PutAsync("/api/v1/current-user", """{"password": "new-password", "old_password": "bob-password"}""");
        Assert.Equal(200, changed.Status);

        Assert.Equal(401, await bob.StatusAsync());
        Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "bob"), ("password", "bob-password"))).StatusCode);
        Assert.Equal(200, await (await ApiClient.LoginAsync(server, "bob", "new-password")).StatusAsync());
    }

    [Fact]
    public async Task A_token_of_an_API_key_stays_valid_while_the_key_is_retained_after_a_rotation()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var account = (await admin.CreateAsync("/api/v1/service_accounts", """{"name": "ci", "active": true}""")).Id;
        var keys = $"/api/v1/service_accounts/{account}/api_keys";
        var first = (await admin.CreateAsync(keys, """{"name": "k"}""")).Json.GetProperty("body").GetProperty("key").GetString()!;
        var client = server.With(await TokenOfAsync(await server.PostLoginAsync(("grant_type", "zenml-api-key"), ("password", first))));

        Assert.Equal(200, (await admin.PutAsync($"{keys}/k/rotate", """{"retain_period_minutes": 10}""")).Status);
        Assert.Equal(200, await client.StatusAsync());
        Assert.Equal(200, (int)(await server.PostLoginAsync(("password", first))).StatusCode);
        clock.MoveTo(clock.GetUtcNow().AddMinutes(11));

        Assert.Equal(401, await client.StatusAsync());
        Assert.Equal(401, (int)(await server.PostLoginAsync(("password", first))).StatusCode);
    }

    [Fact]
    public async Task Tokens_from_a_retained_key_expire_with_that_key()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var (admin, keys, first) = await KeyAsync(server);
        var second = (await admin.PutAsync($"{keys}/k/rotate", """{"retain_period_minutes": 10}"""))
            .Json.GetProperty("body").GetProperty("key").GetString()!;
        var late = server.With(await TokenOfAsync(await server.PostLoginAsync(("password", first))));
        var longer = server.With((await late.GetAsync("/api/v1/api_token?expires_minutes=600")).Json.GetString()!);
        var present = server.With(await TokenOfAsync(await server.PostLoginAsync(("password", second))));

        clock.MoveTo(clock.GetUtcNow().AddMinutes(9));
        Assert.Equal((200, 200, 200), (await late.StatusAsync(), await longer.StatusAsync(), await present.StatusAsync()));
        clock.MoveTo(clock.GetUtcNow().AddMinutes(1));
        Assert.Equal((401, 401, 200), (await late.StatusAsync(), await longer.StatusAsync(), await present.StatusAsync()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task A_second_rotation_revokes_the_key_that_the_first_one_retained(int minutes)
    {
        await using var server = await RunningServer.StartAsync();
        var (admin, keys, first) = await KeyAsync(server);
        var client = server.With(await TokenOfAsync(await server.PostLoginAsync(("password", first))));
        await admin.PutAsync($"{keys}/k/rotate", """{"retain_period_minutes": 10}""");
        Assert.Equal(200, await client.StatusAsync());

        await admin.PutAsync($"{keys}/k/rotate", $$"""{"retain_period_minutes": {{minutes}}}""");

        Assert.Equal(401, await client.StatusAsync());
        Assert.Equal(401, (int)(await server.PostLoginAsync(("password", first))).StatusCode);
    }

    [Fact]
    public async Task A_token_of_an_API_key_is_revoked_at_once_by_a_rotation_without_retention_and_by_a_deactivated_key()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var account = (await admin.CreateAsync("/api/v1/service_accounts", """{"name": "ci", "active": true}""")).Id;
        var keys = $"/api/v1/service_accounts/{account}/api_keys";
        var first = (await admin.CreateAsync(keys, """{"name": "k"}""")).Json.GetProperty("body").GetProperty("key").GetString()!;
        var old = server.With(await TokenOfAsync(await server.PostLoginAsync(("password", first))));

        var second = (await admin.PutAsync($"{keys}/k/rotate", "{}")).Json.GetProperty("body").GetProperty("key").GetString()!;
        var present = server.With(await TokenOfAsync(await server.PostLoginAsync(("password", second))));
        Assert.Equal(401, await old.StatusAsync());
        Assert.Equal(200, await present.StatusAsync());
        await admin.PutAsync($"{keys}/k", """{"active": false}""");

        Assert.Equal(401, await present.StatusAsync());
    }

    [Fact]
    public async Task A_token_expires_after_its_lifetime_or_after_the_expiry_that_was_requested()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var (_, _, key) = await KeyAsync(server);
        var account = server.With(await TokenOfAsync(await server.PostLoginAsync(("password", key))));
        var longer = server.With((await account.GetAsync("/api/v1/api_token?expires_minutes=4320")).Json.GetString()!);

        clock.MoveTo(clock.GetUtcNow().AddHours(23));
        Assert.Equal(200, await account.StatusAsync());
        clock.MoveTo(clock.GetUtcNow().AddHours(2));
        Assert.Equal(401, await account.StatusAsync());
        Assert.Equal(200, await longer.StatusAsync());
        clock.MoveTo(clock.GetUtcNow().AddDays(3));

        Assert.Equal(401, await longer.StatusAsync());
    }

    private static async Task<(ApiClient Admin, string Keys, string First)> KeyAsync(RunningServer server)
    {
        var admin = await server.AdminAsync();
        var account = (await admin.CreateAsync("/api/v1/service_accounts", """{"name": "ci", "active": true}""")).Id;
        var keys = $"/api/v1/service_accounts/{account}/api_keys";
        return (admin, keys, (await admin.CreateAsync(keys, """{"name": "k"}""")).Json.GetProperty("body").GetProperty("key").GetString()!);
    }
}
