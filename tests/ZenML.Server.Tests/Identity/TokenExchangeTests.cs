using System.Text.Json.Nodes;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit.Identity;

namespace ZenML.Server.Tests.Identity;

public sealed class TokenExchangeTests
{
    [Fact]
    public async Task An_identity_token_is_exchanged_for_a_short_token_of_the_service_account_that_trusts_it()
    {
        await using var world = await TrustWorld.StartAsync();

        var answer = await world.ExchangeAsync(world.Token());

        Assert.Equal(200, answer.Status);
        Assert.Equal("urn:ietf:params:oauth:token-type:access_token", answer.Json.GetProperty("issued_token_type").GetString());
        Assert.Equal("Bearer", answer.Json.GetProperty("token_type").GetString());
        Assert.InRange(answer.Json.GetProperty("expires_in").GetInt64(), 600, 661);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var me = await world.Server.With(answer.Json.GetProperty("access_token").GetString()!).GetAsync("/api/v1/current-user");
        Assert.Equal((200, "ci"), (me.Status, me.Json.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task Each_algorithm_with_a_public_key_is_accepted(string algorithm)
    {
        await using var world = await TrustWorld.StartAsync();
        world.Issuer.Key = algorithm.StartsWith("ES", StringComparison.Ordinal)
            ? IssuerTestKey.Curve("k", algorithm)
            : IssuerTestKey.Rsa("k", algorithm);
        world.Issuer.Published = [IssuerTestKey.Rsa("another"), world.Issuer.Key, IssuerTestKey.Curve("third")];

        Assert.Equal(200, (await world.ExchangeAsync(world.Token())).Status);
    }

    [Fact]
    public async Task A_token_without_the_name_of_a_key_is_accepted_if_the_issuer_has_one_that_fits()
    {
        await using var world = await TrustWorld.StartAsync();
        world.Issuer.Key = IssuerTestKey.Rsa(name: null);
        world.Issuer.Published = [world.Issuer.Key, IssuerTestKey.Curve(name: null)];

        Assert.Equal(200, (await world.ExchangeAsync(world.Token())).Status);
    }

    [Fact]
    public async Task A_token_never_outlives_the_identity_token_and_derived_ones_do_not_either()
    {
        await using var world = await TrustWorld.StartAsync();
        var client = await world.LogInAsync(world.Token(claims =>
            claims["exp"] = world.Clock.GetUtcNow().AddMinutes(2).ToUnixTimeSeconds()));
        var derived = world.Server.With((await client.GetAsync("/api/v1/api_token?expires_minutes=600")).Json.GetString()!);
        Assert.Equal((200, 200), (await client.StatusAsync(), await derived.StatusAsync()));

        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(4));

        Assert.Equal((401, 401), (await client.StatusAsync(), await derived.StatusAsync()));
    }

    [Fact]
    public async Task The_lifetime_of_tokens_is_a_setting()
    {
        var clock = new SettableClock();
        await using var issuer = await LoopbackIssuer.StartAsync(clock);
        await using var server = await RunningServer.StartAsync(clock, (SettingNames.WorkloadTokenLifetime, "1"));
        var admin = await server.AdminAsync();
        var account = (await admin.CreateAsync("/api/v1/service_accounts", """{"name": "ci", "active": true}""")).Id;
        await admin.CreateAsync(
            $"/api/v1/x/service_accounts/{account}/trusts",
            $$"""{"name": "t", "issuer": "{{issuer.Address}}", "subject": "s", "audience": "zenml"}""");
        var token = await AccountsFixture.TokenOfAsync(await server.PostLoginAsync(
            ("grant_type", TrustWorld.Grant), ("subject_token", issuer.Sign("s", "zenml")), ("subject_token_type", TrustWorld.Jwt)));

        clock.MoveTo(clock.GetUtcNow().AddSeconds(55));
        Assert.Equal(200, await server.With(token).StatusAsync());
        clock.MoveTo(clock.GetUtcNow().AddSeconds(20));
        Assert.Equal(401, await server.With(token).StatusAsync());
    }

    [Fact]
    public async Task A_trust_that_is_removed_ends_its_tokens_at_once()
    {
        await using var world = await TrustWorld.StartAsync();
        var client = await world.LogInAsync();
        var derived = world.Server.With((await client.GetAsync("/api/v1/api_token?expires_minutes=5")).Json.GetString()!);
        Assert.Equal((200, 200), (await client.StatusAsync(), await derived.StatusAsync()));

        Assert.Equal(200, (await world.Admin.DeleteAsync($"{world.Trusts}/github")).Status);

        Assert.Equal((401, 401), (await client.StatusAsync(), await derived.StatusAsync()));
        Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
    }

    [Fact]
    public async Task A_service_account_that_is_deactivated_gets_no_token_and_loses_those_it_has()
    {
        await using var world = await TrustWorld.StartAsync();
        var client = await world.LogInAsync();

        Assert.Equal(200, (await world.Admin.PutAsync("/api/v1/service_accounts/ci", """{"active": false}""")).Status);

        Assert.Equal(401, await client.StatusAsync());
        Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
        Assert.Equal(["account"], await world.TestAsync(world.Token()));
    }

    [Fact]
    public async Task A_session_of_an_identity_token_creates_no_credentials()
    {
        await using var world = await TrustWorld.StartAsync();
        Assert.Equal(200, (await world.Admin.PutAsync("/api/v1/service_accounts/ci", """{"active": true}""")).Status);
        var client = await world.LogInAsync();
        var keys = $"/api/v1/service_accounts/{world.Account}/api_keys";

        Assert.Equal(403, (await client.PostAsync(keys, """{"name": "mine"}""")).Status);
        Assert.Equal(403, (await client.PostAsync(world.Trusts, world.Body("mine").ToJsonString())).Status);
        Assert.Equal(
            403,
            (await client.PostAsync(
                "/api/v1/service_accounts", """{"name": "second", "active": true, "first_api_key": {"name": "k"}}""")).Status);
        Assert.Equal(403, (await client.GetAsync(world.Trusts)).Status);
        Assert.Empty((await world.Admin.GetAsync(keys)).Names);
        Assert.Equal(["github"], (await world.Admin.GetAsync(world.Trusts)).Names);
    }

    [Fact]
    public async Task A_trust_can_give_less_than_the_service_account_has()
    {
        await using var world = await TrustWorld.StartAsync(("role", "runner"));
        var workspace = (await world.Admin.GetAsync("/api/v1/workspaces/default")).Id;
        var secrets = $"/api/v1/workspaces/{workspace}/secrets";
        var secret = (await world.Admin.CreateAsync(
            secrets, $$"""{"name": "db", "values": {"k": "v"}, "user": "{{world.Admin.User}}", "workspace": "{{workspace}}"}""")).Id;
        var client = await world.LogInAsync();

        Assert.Equal(200, (await client.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(403, (await client.PutAsync($"/api/v1/secrets/{secret}", """{"values": {"k": "changed"}}""")).Status);
        Assert.Equal(200, (await world.Admin.DeleteAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task A_trust_can_open_one_workspace_only()
    {
        await using var world = await TrustWorld.StartAsync();
        await world.Admin.CreateAsync("/api/v1/workspaces", """{"name": "research"}""");
        await world.Admin.DeleteAsync($"{world.Trusts}/github");
        await world.TrustAsync("narrow", ("workspace", "research"));
        var workspace = (await world.Admin.GetAsync("/api/v1/workspaces/default")).Id;
        var secret = (await world.Admin.CreateAsync(
            $"/api/v1/workspaces/{workspace}/secrets",
            $$"""{"name": "db", "values": {"k": "v"}, "user": "{{world.Admin.User}}", "workspace": "{{workspace}}"}""")).Id;
        var client = await world.LogInAsync();

        Assert.Equal(404, (await client.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(200, (await world.Admin.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task Of_two_service_accounts_that_trust_a_token_the_request_names_one()
    {
        await using var world = await TrustWorld.StartAsync();
        var second = (await world.Admin.CreateAsync("/api/v1/service_accounts", """{"name": "deploy", "active": true}""")).Id;
        await world.Admin.CreateAsync($"/api/v1/x/service_accounts/{second}/trusts", world.Body("github").ToJsonString());

        var unnamed = await world.ExchangeAsync(world.Token());
        var named = await world.ExchangeAsync(world.Token(), ("service_account", "deploy"));
        var byId = await world.ExchangeAsync(world.Token(), ("service_account", second.ToString()));
        var unknown = await world.ExchangeAsync(world.Token(), ("service_account", "nobody"));

        Assert.Equal((400, "invalid_request"), (unnamed.Status, unnamed.Json.GetProperty("error").GetString()));
        Assert.DoesNotContain("deploy", unnamed.Text, StringComparison.Ordinal);
        Assert.Equal((200, 200), (named.Status, byId.Status));
        Assert.Equal((400, "invalid_grant"), (unknown.Status, unknown.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_login_is_recorded_with_the_issuer_the_subject_and_the_service_account_and_never_with_the_token()
    {
        await using var world = await TrustWorld.StartAsync();
        var token = world.Token();
        await world.ExchangeAsync(token);
        await world.ExchangeAsync(world.Issuer.Sign("repo:stranger/app:ref:refs/heads/main", TrustWorld.Audience));

        var success = Assert.Single(await world.LoginsAsync("success"));
        var failure = Assert.Single(await world.LoginsAsync("failed"));

        Assert.Equal("ci", success.GetProperty("user_name").GetString());
        Assert.Equal(
            $"github: {TrustWorld.Subject} of {world.Issuer.Address}", success.GetProperty("resource_name").GetString());
        Assert.Equal("", failure.GetProperty("user_name").GetString());
        Assert.Equal(
            $"repo:stranger/app:ref:refs/heads/main of {world.Issuer.Address}", failure.GetProperty("resource_name").GetString());
        Assert.DoesNotContain(token, (await world.Admin.GetAsync("/api/v1/x/audit?size=1000")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Server.Log.Lines, line => line.Contains(token, StringComparison.Ordinal));
        var shown = await world.Admin.GetAsync($"{world.Trusts}/github");
        Assert.Equal(System.Text.Json.JsonValueKind.String, shown.Json.GetProperty("last_login").ValueKind);
    }

    [Fact]
    public async Task Claims_of_lists_numbers_and_truth_values_are_compared_as_text()
    {
        await using var world = await TrustWorld.StartAsync(
            ("claims", new JsonObject { ["groups"] = "ml-*", ["protected"] = "true", ["project_id"] = "42" }));

        var fits = world.Token(claims =>
        {
            claims["groups"] = new JsonArray("web", "ml-team");
            claims["protected"] = true;
            claims["project_id"] = 42;
        });
        var differs = world.Token(claims =>
        {
            claims["groups"] = new JsonArray("web");
            claims["protected"] = "false";
        });

        Assert.Equal(["claim groups", "claim protected", "claim project_id"], await world.TestAsync(differs));
        Assert.Equal(400, (await world.ExchangeAsync(differs)).Status);
        Assert.Empty(await world.TestAsync(fits));
        Assert.Equal(200, (await world.ExchangeAsync(fits)).Status);
    }

    [Fact]
    public async Task The_audience_can_be_one_of_several()
    {
        await using var world = await TrustWorld.StartAsync();

        Assert.Equal(200, (await world.ExchangeAsync(world.Token(
            claims => claims["aud"] = new JsonArray("other", TrustWorld.Audience)))).Status);
    }

    [Theory]
    [InlineData("subject_token_type", "urn:ietf:params:oauth:token-type:saml2")]
    [InlineData("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token")]
    [InlineData("actor_token", "x")]
    public async Task What_the_exchange_does_not_do_is_an_invalid_request(string field, string value)
    {
        await using var world = await TrustWorld.StartAsync();
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = TrustWorld.Grant, ["subject_token"] = world.Token(), ["subject_token_type"] = TrustWorld.Jwt, [field] = value,
        };

        using var answer = await world.Server.PostLoginAsync([.. fields.Select(entry => (entry.Key, entry.Value))]);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(
            "\"invalid_request\"", await answer.Content.ReadAsStringAsync(AccountsFixture.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_service_account_deletes_what_it_trusts_and_records_that()
    {
        await using var world = await TrustWorld.StartAsync();
        var client = await world.LogInAsync();

        Assert.Equal(200, (await world.Admin.DeleteAsync("/api/v1/service_accounts/ci")).Status);

        Assert.Equal(401, await client.StatusAsync());
        Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
        var deleted = await world.Admin.GetAsync("/api/v1/x/audit?action=delete&resource_type=trust");
        Assert.Equal(1, deleted.Json.GetProperty("total").GetInt64());
    }
}
