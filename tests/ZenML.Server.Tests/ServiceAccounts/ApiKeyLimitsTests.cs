using System.Text.Json;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.ServiceAccounts.KeysWorld;

namespace ZenML.Server.Tests.ServiceAccounts;

/// <summary>API keys that can do less than their service account.</summary>
public sealed class ApiKeyLimitsTests
{
    private const string Secrets = "/api/v1/x/secrets";

    [Fact]
    public async Task A_key_with_the_role_viewer_describes_secrets_and_reads_no_value()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var secret = await CreateSecretAsync(admin, "db");
        var keys = await admin.MakeAccountAsync();
        var full = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, name: "full"));
        var viewer = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, "\"role\": \"viewer\""));

        Assert.Equal(200, (await full.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(["db"], (await viewer.GetAsync(Secrets)).Names);
        var refused = await viewer.GetAsync($"/api/v1/secrets/{secret}");

        Assert.Equal(403, refused.Status);
        Assert.DoesNotContain("v1", refused.Text, StringComparison.Ordinal);
        Assert.Equal(403, (await viewer.PutAsync($"/api/v1/secrets/{secret}", """{"values": {"k": "v2"}}""")).Status);
        Assert.Equal(403, (await viewer.DeleteAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task For_a_key_that_is_limited_to_secrets_no_other_secret_exists()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var (allowed, other) = (await CreateSecretAsync(admin, "allowed"), await CreateSecretAsync(admin, "other"));
        var keys = await admin.MakeAccountAsync();
        var key = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, $"\"secrets\": [\"{allowed}\"]"));

        var page = (await key.GetAsync(Secrets)).Json;

        Assert.Equal(["allowed"], (await key.GetAsync(Secrets)).Names);
        Assert.Equal(1, page.GetProperty("total").GetInt32());
        Assert.Equal(200, (await key.GetAsync($"/api/v1/secrets/{allowed}")).Status);
        Assert.Equal(404, (await key.GetAsync($"/api/v1/secrets/{other}")).Status);
        Assert.Equal(
            (await key.GetAsync($"/api/v1/secrets/{other}")).Text.Replace(other, "", StringComparison.Ordinal),
            (await key.GetAsync($"/api/v1/secrets/{Guid.Empty}")).Text.Replace($"{Guid.Empty}", "", StringComparison.Ordinal));
        Assert.Equal(404, (await key.DeleteAsync($"/api/v1/secrets/{other}")).Status);
    }

    [Fact]
    public async Task For_a_key_that_is_limited_to_a_workspace_secrets_of_other_workspaces_do_not_exist()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var prod = (await admin.CreateAsync("/api/v1/workspaces", """{"name": "prod"}""")).Id;
        var (inside, outside) = (await CreateSecretAsync(admin, "inside", "prod"), await CreateSecretAsync(admin, "outside"));
        var keys = await admin.MakeAccountAsync();
        var key = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, $"\"workspace\": \"{prod}\""));

        Assert.Equal(["inside"], (await key.GetAsync(Secrets)).Names);
        Assert.Equal(200, (await key.GetAsync($"/api/v1/secrets/{inside}")).Status);
        Assert.Equal(404, (await key.GetAsync($"/api/v1/secrets/{outside}")).Status);
    }

    [Fact]
    public async Task Limits_apply_to_tokens_that_were_issued_for_the_key_before_and_to_tokens_derived_from_them()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var secret = await CreateSecretAsync(admin, "db");
        var keys = await admin.MakeAccountAsync();
        var session = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys));
        var program = server.With((await session.GetAsync("/api/v1/api_token?expires_minutes=60")).Json.GetString()!);
        Assert.Equal(200, (await program.GetAsync($"/api/v1/secrets/{secret}")).Status);

        var changed = await admin.PutAsync($"{keys}/k", """{"role": "viewer"}""");

        Assert.Equal("viewer", LimitsOf(changed).GetProperty("role").GetString());
        Assert.Equal(403, (await session.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(403, (await program.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(200, (await admin.PutAsync($"{keys}/k", """{"role": null}""")).Status);
        Assert.Equal(200, (await program.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task A_limit_never_gives_more_than_the_role_of_the_account()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var secret = await CreateSecretAsync(admin, "db");
        var keys = await admin.MakeAccountAsync();
        var key = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, "\"role\": \"owner\""));
        await server.GrantAsync((await key.GetAsync("/api/v1/current-user")).Id, Core.Access.Role.Viewer, workspace: null);

        Assert.Equal(403, (await key.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Theory]
    [InlineData("\"role\": \"admin\"", 422)]
    [InlineData("\"workspace\": \"default\"", 422)]
    [InlineData("\"workspace\": \"8b2d8c0e-0000-4000-8000-000000000000\"", 404)]
    [InlineData("\"secrets\": []", 422)]
    [InlineData("\"secrets\": [\"db\"]", 422)]
    [InlineData("\"secrets\": [\"8b2d8c0e-0000-4000-8000-000000000000\"]", 404)]
    [InlineData("\"networks\": []", 422)]
    [InlineData("\"networks\": [\"10.0.0.0/33\"]", 400)]
    [InlineData("\"networks\": [\"10.0.0.1/8\"]", 400)]
    [InlineData("\"networks\": [\"10.1\"]", 400)]
    [InlineData("\"networks\": [\"example.com\"]", 400)]
    [InlineData("\"networks\": [7]", 422)]
    [InlineData("\"expires\": \"2020-01-01T00:00:00\"", 400)]
    [InlineData("\"expires\": \"soon\"", 422)]
    public async Task An_invalid_limit_is_rejected_and_creates_no_key(string limits, int status)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();

        var answer = await admin.PostAsync(keys, $$"""{"name": "k", {{limits}}}""");

        Assert.True(answer.Status == status, answer.Text);
        Assert.Empty((await admin.GetAsync(keys)).Names);
    }

    [Fact]
    public async Task A_key_cannot_be_limited_to_a_secret_that_its_creator_does_not_see()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var workspace = await WorkspaceAsync(admin);
        var hidden = (await bob.CreateAsync(
            "/api/v1/workspaces/default/secrets",
            $$"""{"name": "his", "scope": "user", "values": {"k": "v1"}, "user": "{{bob.User}}", "workspace": "{{workspace}}"}"""))
            .Id.ToString();
        var keys = await admin.MakeAccountAsync();

        var existing = await admin.PostAsync(keys, $$"""{"name": "k", "secrets": ["{{hidden}}"]}""");
        var missing = await admin.PostAsync(keys, $$"""{"name": "k", "secrets": ["{{Guid.Empty}}"]}""");

        Assert.Equal(404, existing.Status);
        Assert.Equal(
            missing.Text.Replace($"{Guid.Empty}", "", StringComparison.Ordinal),
            existing.Text.Replace(hidden, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_cannot_change_a_key_sees_neither_its_limits_nor_from_where_it_was_used()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var secret = await CreateSecretAsync(admin, "db");
        var bob = await server.PersonAsync(admin, "bob");
        var keys = await admin.MakeAccountAsync();
        var text = await admin.MakeKeyAsync(
            keys, $"\"role\": \"viewer\", \"secrets\": [\"{secret}\"], \"networks\": [\"127.0.0.0/8\", \"::1\"]");
        var limited = await server.WithLimitedKeyAsync(text);

        Assert.Equal(secret, LimitsOf(await admin.GetAsync($"{keys}/k")).GetProperty("secrets")[0].GetString());
        Assert.Equal("127.0.0.1", LimitsOf(await admin.GetAsync($"{keys}/k")).GetProperty("last_address").GetString());
        foreach (var reader in new[] { bob, limited })
        {
            var limits = LimitsOf(await reader.GetAsync($"{keys}/k"));

            Assert.True(limits.GetProperty("hidden").GetBoolean());
            Assert.Equal(JsonValueKind.Null, limits.GetProperty("secrets").ValueKind);
            Assert.Equal(JsonValueKind.Null, limits.GetProperty("last_address").ValueKind);
            Assert.Equal(0, limits.GetProperty("networks").GetArrayLength());
            Assert.DoesNotContain(secret, (await reader.GetAsync($"{keys}?hydrate=true")).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_endpoints_of_the_contract_show_nothing_new_and_ignore_limits_as_before()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var plain = keys.Replace("/x/", "/", StringComparison.Ordinal);
        await admin.MakeKeyAsync(keys, "\"role\": \"viewer\"");

        var contract = (await admin.GetAsync($"{plain}/k?hydrate=true")).Json;

        Assert.Equal(JsonValueKind.Null, contract.GetProperty("resources").ValueKind);
        Assert.Equal(
            ["description", "last_login", "last_rotated", "retain_period_minutes"],
            contract.GetProperty("metadata").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(200, (await admin.PostAsync(plain, """{"name": "other", "role": "nonsense"}""")).Status);
        Assert.Equal(JsonValueKind.Null, LimitsOf(await admin.GetAsync($"{keys}/other")).GetProperty("role").ValueKind);
    }

    internal static async Task<string> CreateSecretAsync(ApiClient client, string name, string workspace = "default") =>
        (await client.CreateAsync(
            $"/api/v1/workspaces/{workspace}/secrets",
            $$$"""
            {"name": "{{{name}}}", "scope": "workspace", "values": {"k": "v1"}, "user": "{{{client.User}}}",
            "workspace": "{{{await WorkspaceAsync(client, workspace)}}}"}
            """)).Id.ToString();

    internal static async Task<Guid> WorkspaceAsync(ApiClient client, string name = "default") =>
        (await client.GetAsync($"/api/v1/workspaces/{name}")).Id;
}
