using System.Text.Json.Nodes;
using ZenML.Server.Tests.Authentication;

namespace ZenML.Server.Tests.Identity;

public sealed class TrustsEndpointsTests
{
    [Fact]
    public async Task An_administrator_adds_lists_shows_and_removes_what_a_service_account_trusts()
    {
        await using var world = await TrustWorld.StartAsync();
        var created = await world.TrustAsync(
            "second", ("claims", new JsonObject { ["ref_protected"] = "true" }), ("role", "viewer"), ("workspace", "default"),
            ("reusable", true));

        Assert.Equal(["github", "second"], (await world.Admin.GetAsync($"{world.Trusts}?sort_by=name")).Names);
        var shown = await world.Admin.GetAsync($"{world.Trusts}/second");
        Assert.Equal(created.Text, shown.Text);
        Assert.Equal(created.Text, (await world.Admin.GetAsync($"{world.Trusts}/{created.Id}")).Text);
        Assert.Equal("viewer", shown.Json.GetProperty("role").GetString());
        Assert.Equal("default", shown.Json.GetProperty("workspace_name").GetString());
        Assert.Equal("default", shown.Json.GetProperty("created_by_name").GetString());
        Assert.Equal("true", shown.Json.GetProperty("claims").GetProperty("ref_protected").GetString());
        Assert.Equal(200, (await world.Admin.DeleteAsync($"{world.Trusts}/second")).Status);
        Assert.Equal(404, (await world.Admin.GetAsync($"{world.Trusts}/second")).Status);
        var audit = await world.Admin.GetAsync("/api/v1/x/audit?resource_type=trust&size=100");
        Assert.Equal(3, audit.Json.GetProperty("total").GetInt64());
    }

    [Theory]
    [InlineData("name", "github", 409)]
    [InlineData("issuer", "http://ci.example.com", 400)]
    [InlineData("subject", "*", 400)]
    [InlineData("audience", "", 400)]
    [InlineData("role", "king", 422)]
    [InlineData("workspace", "nowhere", 404)]
    public async Task What_cannot_be_trusted_is_rejected_and_nothing_is_added(string field, string value, int status)
    {
        await using var world = await TrustWorld.StartAsync();
        var body = world.Body("new");
        body[field] = value;

        var answer = await world.Admin.PostAsync(world.Trusts, body.ToJsonString());

        Assert.Equal(status, answer.Status);
        Assert.Equal(["github"], (await world.Admin.GetAsync(world.Trusts)).Names);
    }

    [Fact]
    public async Task Only_administrators_see_and_change_what_service_accounts_trust()
    {
        await using var world = await TrustWorld.StartAsync();
        var bob = await world.Server.PersonAsync(world.Admin, "bob");

        Assert.Equal(403, (await bob.GetAsync(world.Trusts)).Status);
        Assert.Equal(403, (await bob.GetAsync($"{world.Trusts}/github")).Status);
        Assert.Equal(403, (await bob.PostAsync(world.Trusts, world.Body("mine").ToJsonString())).Status);
        Assert.Equal(403, (await bob.DeleteAsync($"{world.Trusts}/github")).Status);
        var test = new JsonObject { ["token"] = world.Token() }.ToJsonString();
        Assert.Equal(403, (await bob.PostAsync($"/api/v1/x/service_accounts/{world.Account}/trust-test", test)).Status);
        Assert.Equal(["github"], (await world.Admin.GetAsync(world.Trusts)).Names);
        Assert.Empty(world.Issuer.Requests);
    }

    [Fact]
    public async Task A_test_of_a_token_does_not_use_it_up_and_shows_nothing_of_it()
    {
        await using var world = await TrustWorld.StartAsync();
        var token = world.Token(claims => claims["secret_claim"] = "canary-4711");

        Assert.Empty(await world.TestAsync(token));
        Assert.Empty(await world.TestAsync(token));
        Assert.Equal(200, (await world.ExchangeAsync(token)).Status);
        var answer = await world.Admin.PostAsync(
            $"/api/v1/x/service_accounts/{world.Account}/trust-test",
            new JsonObject { ["token"] = world.Token(claims => claims["sub"] = "canary-4711") }.ToJsonString());
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        Assert.Contains("repo:acme/*", answer.Text, StringComparison.Ordinal);
        Assert.Equal(
            400,
            (await world.Admin.PostAsync($"/api/v1/x/service_accounts/{world.Account}/trust-test", """{"token": "x"}""")).Status);
    }
}
