using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.ServiceAccounts.KeysWorld;

namespace ZenML.Server.Tests.ServiceAccounts;

/// <summary>API keys that are bound to networks.</summary>
public sealed class ApiKeyNetworksTests
{
    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("11.1.2.3", false)]
    [InlineData("192.0.2.7", true)]
    [InlineData("192.0.2.8", false)]
    [InlineData("2001:db8:1::5", true)]
    [InlineData("2001:db9::5", false)]
    public async Task A_key_can_log_in_only_from_its_networks(string from, bool isAllowed)
    {
        await using var server = await RunningServer.StartAsync(null, BehindProxy);
        var admin = await server.AdminAsync();
        var key = await admin.MakeKeyAsync(
            await admin.MakeAccountAsync(), "\"networks\": [\"10.0.0.0/8\", \"192.0.2.7\", \"2001:db8::/32\"]");

        var (status, text) = await server.LogInAsync(key, from);

        Assert.True(status == (isAllowed ? 200 : 401), text);
        Assert.Equal(!isAllowed, text.Contains("cannot be used from", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stolen_token_of_a_key_is_rejected_from_other_networks_and_that_is_recorded()
    {
        await using var server = await RunningServer.StartAsync(null, BehindProxy);
        var admin = await server.AdminAsync();
        var key = await admin.MakeKeyAsync(await admin.MakeAccountAsync(), "\"networks\": [\"10.0.0.0/8\"]");
        var stolen = server.With(await server.TokenForAsync(key, "10.1.2.3"));

        Assert.Equal(200, (await SendAsync(stolen, "10.9.9.9")).Status);
        var refused = await SendAsync(stolen, "203.0.113.9");

        Assert.Equal(401, refused.Status);
        Assert.Contains(
            "The API key 'k' of the service account 'ci' cannot be used from 203.0.113.9.", refused.Text, StringComparison.Ordinal);
        var record = Assert.Single(await admin.AuditAsync("resource_type=api_key&outcome=refused"));
        Assert.Equal(("k", "203.0.113.9"), (
            record.GetProperty("resource_name").GetString(), record.GetProperty("address").GetString()));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.1.2.3, 203.0.113.9")]
    [InlineData("X-Real-IP", "10.1.2.3")]
    [InlineData("Forwarded", "for=10.1.2.3")]
    [InlineData("True-Client-IP", "10.1.2.3")]
    [InlineData("X-Forwarded-For", "junk, 203.0.113.9")]
    public async Task A_client_behind_the_proxy_cannot_claim_another_address(string header, string value)
    {
        await using var server = await RunningServer.StartAsync(null, BehindProxy);
        var admin = await server.AdminAsync();
        var key = await admin.MakeKeyAsync(await admin.MakeAccountAsync(), "\"networks\": [\"10.0.0.0/8\"]");
        var token = server.With(await server.TokenForAsync(key, "10.1.2.3"));
        (string, string)[] headers = header == "X-Forwarded-For"
            ? [(header, value)]
            : [("X-Forwarded-For", "203.0.113.9"), (header, value)];

        Assert.Equal(401, (await token.SendAsync("GET", "/api/v1/current-user", null, null, headers)).Status);
    }

    [Fact]
    public async Task Without_a_trusted_proxy_headers_do_not_change_the_address_of_a_client()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var remote = await admin.MakeKeyAsync(keys, "\"networks\": [\"10.0.0.0/8\"]", "remote");
        var local = await admin.MakeKeyAsync(keys, "\"networks\": [\"127.0.0.0/8\", \"::1\"]", "local");

        Assert.Equal(401, (await server.LogInAsync(remote, "10.1.2.3")).Status);
        Assert.Equal(200, (await server.LogInAsync(local, "10.1.2.3")).Status);
    }

    [Fact]
    public async Task Networks_are_stored_in_one_form()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        await admin.MakeKeyAsync(
            keys, "\"networks\": [\"10.0.0.0/8\", \"::ffff:10.0.0.0/104\", \"192.0.2.7\", \"2001:DB8:0::/32\", \"::1\"]");

        var stored = LimitsOf(await admin.GetAsync($"{keys}/k")).GetProperty("networks").EnumerateArray().Select(item => item.GetString());

        Assert.Equal(["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32", "::1/128"], stored);
    }

    private static Task<ApiAnswer> SendAsync(ApiClient client, string from) =>
        client.SendAsync("GET", "/api/v1/current-user", null, null, From(from));
}
