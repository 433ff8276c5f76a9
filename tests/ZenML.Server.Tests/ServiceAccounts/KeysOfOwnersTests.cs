using ZenML.Core.Access;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.ServiceAccounts.ApiKeyLimitsTests;
using static ZenML.Server.Tests.ServiceAccounts.KeysWorld;

namespace ZenML.Server.Tests.ServiceAccounts;

/// <summary>Who can create, change and use API keys.</summary>
public sealed class KeysOfOwnersTests
{
    private static readonly (string Name, string Value) Strict = ("ZENML_SERVER_DEFAULT_ROLE", "none");

    [Fact]
    public async Task An_owner_of_a_workspace_can_create_change_rotate_and_delete_keys_that_are_limited_to_it()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (owner, prod) = await OwnerAsync(server, admin);
        var keys = await admin.MakeAccountAsync();

        var created = await owner.PostAsync(keys, $$"""{"name": "k", "workspace": "{{prod}}", "role": "owner"}""");

        Assert.True(created.Status == 200, created.Text);
        Assert.True(LimitsOf(created).GetProperty("roles_only").GetBoolean());
        Assert.Equal(200, (await owner.PutAsync($"{keys}/k", """{"role": "runner", "description": "d"}""")).Status);
        Assert.Equal(200, (await owner.PutAsync($"{keys}/k", """{"active": false}""")).Status);
        Assert.Equal(200, (await owner.PutAsync($"{keys}/k", """{"active": true}""")).Status);
        Assert.Equal(200, (await owner.PutAsync($"{keys}/k/rotate", "{}")).Status);
        Assert.Equal(200, (await owner.DeleteAsync($"{keys.Replace("/x/", "/", StringComparison.Ordinal)}/k")).Status);
    }

    [Theory]
    [InlineData("""{"name": "k"}""")]
    [InlineData("""{"name": "k", "role": "viewer"}""")]
    [InlineData("""{"name": "k", "workspace": "{default}"}""")]
    [InlineData("""{"name": "k", "workspace": "{nothing}"}""")]
    public async Task An_owner_cannot_create_keys_for_more_than_their_workspace(string body)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (owner, _) = await OwnerAsync(server, admin);
        var keys = await admin.MakeAccountAsync();
        var sent = body.Replace("{default}", $"{await WorkspaceAsync(admin)}", StringComparison.Ordinal)
            .Replace("{nothing}", $"{Guid.NewGuid()}", StringComparison.Ordinal);

        var answer = await owner.PostAsync(keys, sent);

        Assert.Equal(403, answer.Status);
        Assert.Contains(
            "Owners of a workspace can create only API keys that are limited to that workspace.", answer.Text, StringComparison.Ordinal);
        Assert.Empty((await admin.GetAsync(keys)).Names);
    }

    [Fact]
    public async Task An_owner_cannot_change_rotate_delete_or_widen_keys_that_they_could_not_create()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (owner, prod) = await OwnerAsync(server, admin);
        var keys = await admin.MakeAccountAsync();
        var plain = keys.Replace("/x/", "/", StringComparison.Ordinal);
        await admin.MakeKeyAsync(keys, name: "full");
        await admin.MakeKeyAsync(keys, $"\"workspace\": \"{prod}\"", "private");
        await owner.CreateAsync(keys, $$"""{"name": "own", "workspace": "{{prod}}"}""");

        foreach (var foreign in new[] { "full", "private" })
        {
            Assert.Equal(403, (await owner.PutAsync($"{keys}/{foreign}", """{"description": "d"}""")).Status);
            Assert.Equal(403, (await owner.PutAsync($"{keys}/{foreign}", $$"""{"workspace": "{{prod}}"}""")).Status);
            Assert.Equal(403, (await owner.PutAsync($"{keys}/{foreign}/rotate", "{}")).Status);
            Assert.Equal(403, (await owner.DeleteAsync($"{plain}/{foreign}")).Status);
        }

        Assert.Equal(403, (await owner.PutAsync($"{keys}/own", """{"workspace": null}""")).Status);
        Assert.Equal(403, (await owner.PutAsync($"{keys}/own", $$"""{"workspace": "{{await WorkspaceAsync(admin)}}"}""")).Status);
        Assert.Equal(["full", "own", "private"], (await admin.GetAsync(keys)).Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_that_an_owner_created_opens_neither_private_secrets_of_its_account_nor_what_is_shared_with_it()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (owner, prod) = await OwnerAsync(server, admin);
        var shared = await CreateSecretAsync(admin, "shared", "prod");
        var keys = await admin.MakeAccountAsync();
        var full = await (await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, name: "full"))).IdentifyAsync();
        var hidden = (await full.CreateAsync(
            "/api/v1/workspaces/prod/secrets",
            $$"""{"name": "its-own", "scope": "user", "values": {"k": "v7"}, "user": "{{full.User}}", "workspace": "{{prod}}"}"""))
            .Id.ToString();
        var key = await (await server.WithLimitedKeyAsync(
            await owner.MakeKeyAsync(keys, $"\"workspace\": \"{prod}\""))).IdentifyAsync();

        Assert.Equal(["shared"], (await key.GetAsync("/api/v1/x/secrets")).Names);
        Assert.Equal(200, (await key.GetAsync($"/api/v1/secrets/{shared}")).Status);
        Assert.Equal(404, (await key.GetAsync($"/api/v1/secrets/{hidden}")).Status);
        Assert.Equal(404, (await key.DeleteAsync($"/api/v1/secrets/{hidden}")).Status);
        var created = await key.PostAsync(
            "/api/v1/workspaces/prod/secrets",
            $$"""{"name": "another", "scope": "user", "values": {"k": "v8"}, "user": "{{full.User}}", "workspace": "{{prod}}"}""");
        Assert.Equal(403, created.Status);
        Assert.Equal(200, (await full.GetAsync($"/api/v1/secrets/{hidden}")).Status);
    }

    [Fact]
    public async Task An_owner_needs_a_session_that_was_opened_with_a_password()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (owner, prod) = await OwnerAsync(server, admin);
        var keys = await admin.MakeAccountAsync();
        var program = server.With((await owner.GetAsync("/api/v1/api_token?expires_minutes=60")).Json.GetString()!);
        await owner.CreateAsync(keys, $$"""{"name": "k", "workspace": "{{prod}}"}""");

        Assert.Equal(403, (await program.PostAsync(keys, $$"""{"name": "mine", "workspace": "{{prod}}"}""")).Status);
        Assert.Equal(403, (await program.PutAsync($"{keys}/k/rotate", "{}")).Status);
        Assert.Equal(403, (await program.PutAsync($"{keys}/k", """{"expires": null}""")).Status);
    }

    [Fact]
    public async Task A_key_cannot_create_rotate_or_widen_keys_whatever_role_its_account_has()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var text = await admin.MakeKeyAsync(keys, "\"networks\": [\"127.0.0.0/8\", \"::1\"]");
        var key = await (await server.WithLimitedKeyAsync(text)).IdentifyAsync();
        await server.GrantAsync(key.User, Role.Owner, workspace: null);
        var workspace = await WorkspaceAsync(admin);

        Assert.Equal(403, (await key.PostAsync(keys, """{"name": "mine"}""")).Status);
        Assert.Equal(403, (await key.PostAsync(keys, $$"""{"name": "mine", "workspace": "{{workspace}}"}""")).Status);
        Assert.Equal(403, (await key.PutAsync($"{keys}/k/rotate", "{}")).Status);
        Assert.Equal(403, (await key.PutAsync($"{keys}/k", """{"networks": null}""")).Status);
        Assert.Equal(403, (await key.PutAsync($"{keys}/k", """{"expires": null}""")).Status);
    }

    [Fact]
    public async Task A_key_with_limits_cannot_change_the_keys_of_its_account_nor_create_accounts()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        await admin.MakeKeyAsync(keys, name: "other");
        var key = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, "\"role\": \"editor\""));

        Assert.Equal(403, (await key.PutAsync($"{keys}/other", """{"active": false}""")).Status);
        Assert.Equal(403, (await key.DeleteAsync($"{keys.Replace("/x/", "/", StringComparison.Ordinal)}/other")).Status);
        Assert.Equal(403, (await key.PostAsync("/api/v1/service_accounts", """{"name": "mine", "active": true}""")).Status);
    }

    [Fact]
    public async Task With_the_default_setting_everyone_can_create_a_service_account_with_a_key_that_can_do_as_much_as_they()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        const string body = """{"name": "his", "active": true, "first_api_key": {"name": "k"}}""";

        Assert.Equal(200, (await bob.PostAsync("/api/v1/service_accounts", body)).Status);

        await server.GrantAsync(bob.User, Role.Viewer, workspace: null);
        var refused = await bob.PostAsync("/api/v1/service_accounts", body.Replace("his", "more", StringComparison.Ordinal));
        Assert.Equal(403, refused.Status);
        Assert.Equal(["his"], (await admin.GetAsync("/api/v1/service_accounts")).Names);
    }

    [Fact]
    public async Task With_the_strict_setting_only_owners_and_administrators_create_service_accounts_with_keys()
    {
        await using var server = await RunningServer.StartAsync(null, Strict);
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        const string body = """{"name": "his", "active": true, "first_api_key": {"name": "k"}}""";

        Assert.Equal(403, (await bob.PostAsync("/api/v1/service_accounts", body)).Status);

        await server.GrantAsync(bob.User, Role.Owner, await WorkspaceAsync(admin));
        Assert.Equal(200, (await bob.PostAsync("/api/v1/service_accounts", body)).Status);
    }

    private static async Task<(ApiClient Owner, Guid Workspace)> OwnerAsync(RunningServer server, ApiClient admin)
    {
        var prod = (await admin.CreateAsync("/api/v1/workspaces", """{"name": "prod"}""")).Id;
        var ada = await server.PersonAsync(admin, "ada");
        await server.GrantAsync(ada.User, Role.Owner, prod);
        return (ada, prod);
    }
}
