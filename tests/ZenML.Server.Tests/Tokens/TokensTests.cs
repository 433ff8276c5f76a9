using System.Text.Json;
using ZenML.Server.Tests.Attacks;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Tokens;

/// <summary>The list of valid tokens, and revoking them.</summary>
public sealed class TokensTests
{
    private const string Tokens = "/api/v1/x/tokens";

    [Fact]
    public async Task A_person_sees_their_own_tokens_of_every_kind_and_no_others()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        await server.DeviceAsync(bob);
        await server.DeriveAsync(bob);

        var listed = await ListAsync(bob);

        Assert.All(listed, token => Assert.Equal("bob", Text(token, "account")));
        Assert.Equal(
            ["device False False", "password False True", "password True False"],
            listed.Select(token => $"{Text(token, "origin")} {Flag(token, "derived")} {Flag(token, "current")}")
                .Order(StringComparer.Ordinal));
        Assert.Equal("box", Text(Assert.Single(listed, token => Text(token, "origin") == "device"), "hostname"));
        Assert.All(listed, token => Assert.Equal("127.0.0.1", Text(token, "address")));
    }

    [Fact]
    public async Task Only_administrators_see_the_tokens_of_everyone()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var (_, key) = await admin.MakeKeyAsync();
        await server.WithKeyAsync(key);

        Assert.Equal(403, (await bob.GetAsync($"{Tokens}?of_everyone=true")).Status);
        var listed = await ListAsync(admin, "?of_everyone=true");

        Assert.Equal(["bob", "ci", "default"], listed.Select(token => Text(token, "account")).Order(StringComparer.Ordinal));
        Assert.Equal("k", Text(Assert.Single(listed, token => Text(token, "account") == "ci"), "api_key"));
        Assert.Equal(["ci"], (await ListAsync(admin, "?of_everyone=true&origin=api_key")).Select(token => Text(token, "account")));
        Assert.Equal(["bob"], (await ListAsync(admin, "?of_everyone=true&account=bob")).Select(token => Text(token, "account")));
    }

    [Fact]
    public async Task No_list_contains_the_text_of_a_token()
    {
        await using var server = await RunningServer.StartAsync();
        var text = await server.LoginAsync("default", "default-pw", Token);

        var answer = await server.With(text).GetAsync($"{Tokens}?of_everyone=true");

        Assert.DoesNotContain(text.Split('.')[2], answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_the_token_of_a_login_ends_it_and_what_was_issued_from_it_and_nothing_else()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (first, second) = (await server.PersonAsync(admin, "bob"), await ApiClient.LoginAsync(server, "bob", "bob-password"));
        var program = await server.DeriveAsync(first);
        var id = Text(Assert.Single(await ListAsync(first), token => Flag(token, "current")), "id");

        Assert.Equal(200, (await second.DeleteAsync($"{Tokens}/{id}")).Status);

        Assert.Equal((401, 401, 200), (await first.StatusAsync(), await program.StatusAsync(), await second.StatusAsync()));
        Assert.Single(await ListAsync(second));
        Assert.Equal(404, (await second.DeleteAsync($"{Tokens}/{id}")).Status);
    }

    [Fact]
    public async Task Revoking_the_token_of_a_program_leaves_the_login_it_comes_from()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var program = await server.DeriveAsync(admin);
        var id = Text(Assert.Single(await ListAsync(admin), token => Flag(token, "derived")), "id");

        Assert.Equal(200, (await admin.DeleteAsync($"{Tokens}/{id}")).Status);

        Assert.Equal((401, 200), (await program.StatusAsync(), await admin.StatusAsync()));
    }

    [Fact]
    public async Task Revoking_the_token_of_a_device_removes_the_device()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (device, _) = await server.DeviceAsync(admin);
        var id = Text(Assert.Single(await ListAsync(admin), token => Text(token, "origin") == "device"), "id");

        Assert.Equal(200, (await admin.DeleteAsync($"{Tokens}/{id}")).Status);

        Assert.Equal(401, await device.StatusAsync());
        Assert.Equal(0, (await admin.GetAsync("/api/v1/devices")).Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_administrator_revokes_the_token_of_anyone_and_the_audit_says_so()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var id = Text(Assert.Single(await ListAsync(bob)), "id");

        Assert.Equal(200, (await admin.DeleteAsync($"{Tokens}/{id}")).Status);

        Assert.Equal(401, await bob.StatusAsync());
        var record = (await admin.GetAsync($"/api/v1/x/audit?resource_type=token&resource_id={id}")).Json.GetProperty("items")[0];
        Assert.Equal(("default", "logout", "bob"), (Text(record, "user_name"), Text(record, "action"), Text(record, "resource_name")));
    }

    [Fact]
    public async Task A_token_of_someone_else_does_not_exist_for_a_person()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var id = Text(Assert.Single(await ListAsync(admin)), "id");

        var existing = await bob.DeleteAsync($"{Tokens}/{id}");
        var missing = await bob.DeleteAsync($"{Tokens}/{Guid.Empty}");

        Assert.Equal(404, existing.Status);
        Assert.Equal(missing.Text.Replace($"{Guid.Empty}", id, StringComparison.Ordinal), existing.Text);
        Assert.Equal(200, await admin.StatusAsync());
    }

    [Fact]
    public async Task Programs_neither_list_nor_revoke_tokens()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (_, key) = await admin.MakeKeyAsync();
        var account = await server.WithKeyAsync(key);
        var program = await server.DeriveAsync(admin);
        var id = Text(Assert.Single(await ListAsync(admin), token => Flag(token, "current")), "id");

        foreach (var client in new[] { account, program })
        {
            Assert.Equal(403, (await client.GetAsync(Tokens)).Status);
            Assert.Equal(403, (await client.DeleteAsync($"{Tokens}/{id}")).Status);
        }
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("key")]
    [InlineData("rotation")]
    [InlineData("deactivation")]
    [InlineData("expiry")]
    public async Task A_token_that_is_no_longer_valid_is_no_longer_listed(string end)
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var (keys, key) = await admin.MakeKeyAsync();
        var account = await server.WithKeyAsync(key);
        Assert.Single(await ListAsync(admin, "?of_everyone=true&account=ci"));

        switch (end)
        {
            case "logout":
                await account.GetAsync("/api/v1/logout");
                break;
            case "key":
                await admin.DeleteAsync($"{keys}/k");
                break;
            case "rotation":
                await admin.PutAsync($"{keys}/k/rotate", "{}");
                break;
            case "deactivation":
                await admin.PutAsync("/api/v1/service_accounts/ci", """{"active": false}""");
                break;
            default:
                clock.MoveTo(clock.GetUtcNow().AddHours(25));
                admin = await server.AdminAsync();
                break;
        }

        Assert.Equal(401, await account.StatusAsync());
        Assert.Empty(await ListAsync(admin, "?of_everyone=true&account=ci"));
    }

    [Fact]
    public async Task A_logout_on_the_page_of_the_server_revokes_the_token_that_the_list_showed()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var other = await server.AdminAsync();

        await other.GetAsync("/api/v1/logout");

        Assert.Single(await ListAsync(admin));
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(ApiClient client, string query = "")
    {
        var answer = await client.GetAsync(Tokens + query);
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("items").EnumerateArray()];
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();

    private static bool Flag(JsonElement item, string name) => item.GetProperty(name).GetBoolean();
}
