using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Attacks.CredentialsWorld;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

/// <summary>M7, part one: no credential of a program can create another one that outlives it.</summary>
public sealed class M7KeysTests
{
    [Fact]
    public async Task M7_a_session_that_was_opened_with_an_API_key_cannot_create_or_rotate_or_activate_keys()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (keys, key) = await admin.MakeKeyAsync();
        await admin.CreateAsync(keys, """{"name": "other"}""");
        await admin.PutAsync($"{keys}/other", """{"active": false}""");
        var leaked = await server.WithKeyAsync(key);

        Assert.Equal(403, (await leaked.PostAsync(keys, """{"name": "mine"}""")).Status);
        Assert.Equal(403, (await leaked.PutAsync($"{keys}/k/rotate", "{}")).Status);
        Assert.Equal(403, (await leaked.PutAsync($"{keys}/other/rotate", "{}")).Status);
        Assert.Equal(403, (await leaked.PutAsync($"{keys}/other", """{"active": true}""")).Status);

        Assert.Equal(["k", "other"], (await admin.GetAsync(keys)).Names.Order(StringComparer.Ordinal));
        Assert.Equal(200, (await admin.PutAsync($"{keys}/k/rotate", "{}")).Status);
        Assert.Equal(401, await leaked.StatusAsync());
    }

    [Fact]
    public async Task M7_a_key_that_is_retained_after_a_rotation_cannot_replace_its_successor()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (keys, first) = await admin.MakeKeyAsync();
        var second = KeyOf(await admin.PutAsync($"{keys}/k/rotate", """{"retain_period_minutes": 60}"""));
        var retained = await server.WithKeyAsync(first);

        Assert.Equal(403, (await retained.PutAsync($"{keys}/k/rotate", """{"retain_period_minutes": 60}""")).Status);

        Assert.Equal(200, await (await server.WithKeyAsync(second)).StatusAsync());
    }

    [Fact]
    public async Task A_service_account_can_list_and_deactivate_its_own_keys()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (keys, key) = await admin.MakeKeyAsync();
        await admin.CreateAsync(keys, """{"name": "old"}""");
        var account = await server.WithKeyAsync(key);

        Assert.Equal(["k", "old"], (await account.GetAsync(keys)).Names.Order(StringComparer.Ordinal));
        Assert.Equal(200, (await account.PutAsync($"{keys}/old", """{"description": "no longer used", "active": false}""")).Status);
        Assert.Equal(200, (await account.DeleteAsync($"{keys}/old")).Status);
        Assert.Equal(200, (await account.PutAsync($"{keys}/k", """{"active": false}""")).Status);

        Assert.Equal(401, await account.StatusAsync());
    }

    [Fact]
    public async Task M7_reactivating_a_key_restores_neither_its_tokens_nor_the_previous_key()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (keys, first) = await admin.MakeKeyAsync();
        var second = KeyOf(await admin.PutAsync($"{keys}/k/rotate", """{"retain_period_minutes": 60}"""));
        var (early, late) = (await server.WithKeyAsync(first), await server.WithKeyAsync(second));
        await admin.PutAsync($"{keys}/k", """{"active": false}""");
        await admin.PutAsync($"{keys}/k", """{"active": true}""");

        Assert.Equal((401, 401), (await early.StatusAsync(), await late.StatusAsync()));
        Assert.Equal(401, (int)(await server.PostLoginAsync(("password", first))).StatusCode);
        Assert.Equal(200, await (await server.WithKeyAsync(second)).StatusAsync());
    }

    [Theory]
    [InlineData("POST", "/api/v1/users", """{"name": "friend", "is_admin": true, "password": "friendly"}""")]
    [InlineData("POST", "/api/v1/users", """{"name": "friend", "is_admin": true}""")]
    [InlineData("PUT", "/api/v1/users/bob/deactivate", null)]
    [InlineData("PUT", "/api/v1/users/bob", """{"is_admin": true}""")]
    [InlineData("PUT", "/api/v1/users/bob", """{"active": false}""")]
    [InlineData("PUT", "/api/v1/current-user", """{"password": "another one", "old_password": "default-pw"}""")]
    [InlineData("PUT", "/api/v1/service_accounts/ci", """{"active": true}""")]
    [InlineData("POST", "{keys}", """{"name": "mine"}""")]
    [InlineData("PUT", "{keys}/k", """{"active": true}""")]
    [InlineData("PUT", "{keys}/k/rotate", "{}")]
    [InlineData("PUT", "/api/v1/devices/{device}/verify", """{"user_code": "{code}"}""")]
    public async Task M7_a_token_issued_for_a_program_creates_no_credentials_and_grants_no_account_more_rights(
        string method, string path, string? body)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        var (keys, _) = await admin.MakeKeyAsync();
        var device = await server.AskAsync();
        string Fill(string text) => text.Replace("{keys}", keys, StringComparison.Ordinal)
            .Replace("{device}", device.Id, StringComparison.Ordinal).Replace("{code}", device.UserCode, StringComparison.Ordinal);
        var program = await server.DeriveAsync(admin);

        Assert.Equal(403, (await program.SendAsync(method, Fill(path), body is null ? null : Fill(body))).Status);
        Assert.Equal(200, (await admin.SendAsync(method, Fill(path), body is null ? null : Fill(body))).Status);
    }

    [Fact]
    public async Task M7_an_API_key_or_a_device_cannot_approve_a_device()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (_, key) = await admin.MakeKeyAsync();
        var leaked = await server.WithKeyAsync(key);
        var (device, _) = await server.DeviceAsync(admin);
        var asking = await server.AskAsync();

        Assert.Equal(403, (await asking.ApproveAsync(leaked)).Status);
        Assert.Equal(403, (await asking.ApproveAsync(device)).Status);

        Assert.Equal(400, (int)(await asking.PollAsync()).StatusCode);
        Assert.Equal(200, (await asking.ApproveAsync(admin)).Status);
        Assert.Equal(200, (int)(await asking.PollAsync()).StatusCode);
    }

    [Fact]
    public async Task An_administrator_on_an_approved_device_can_create_accounts_and_keys()
    {
        await using var server = await RunningServer.StartAsync();
        var (device, _) = await server.DeviceAsync(await server.AdminAsync());

        var (keys, _) = await device.MakeKeyAsync();

        Assert.Equal(200, (await device.PutAsync($"{keys}/k/rotate", "{}")).Status);
        await device.CreateAsync("/api/v1/users", """{"name": "ada", "password": "hers alone", "is_admin": false}""");
    }
}
