using System.Globalization;
using System.Text.Json;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.ServiceAccounts.ApiKeyLimitsTests;
using static ZenML.Server.Tests.ServiceAccounts.KeysWorld;

namespace ZenML.Server.Tests.ServiceAccounts;

/// <summary>API keys that expire.</summary>
public sealed class ApiKeyExpiryTests
{
    private static readonly (string Name, string Value) AtMostThirtyDays = ("ZENML_SERVER_API_KEY_MAX_DAYS", "30");

    [Fact]
    public async Task An_expired_key_and_its_tokens_are_rejected_and_only_the_holder_is_told_why()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var key = await admin.MakeKeyAsync(keys, Expires(clock, hours: 2));
        var session = await server.WithLimitedKeyAsync(key);
        var program = server.With((await session.GetAsync("/api/v1/api_token?expires_minutes=1000")).Json.GetString()!);
        Assert.Equal((200, 200), (await session.StatusAsync(), await program.StatusAsync()));

        clock.MoveTo(clock.GetUtcNow().AddHours(2));

        Assert.Equal((401, 401), (await session.StatusAsync(), await program.StatusAsync()));
        Assert.Contains("has expired", (await program.GetAsync("/api/v1/current-user")).Text, StringComparison.Ordinal);
        var (status, text) = await server.LogInAsync(key);
        Assert.Equal(401, status);
        Assert.Contains("The API key 'k' of the service account 'ci' has expired.", text, StringComparison.Ordinal);
        var stranger = await server.LogInAsync(WithOtherSecret(key));
        Assert.Equal(401, stranger.Status);
        Assert.Contains("The API key is not valid.", stranger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_use_of_an_expired_key_is_recorded_in_the_audit()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var key = await admin.MakeKeyAsync(keys, Expires(clock, hours: 2));
        var program = server.With(
            (await (await server.WithLimitedKeyAsync(key)).GetAsync("/api/v1/api_token?expires_minutes=1000")).Json.GetString()!);
        clock.MoveTo(clock.GetUtcNow().AddHours(3));

        await program.StatusAsync();
        await server.LogInAsync(key);

        var records = await admin.AuditAsync("resource_type=api_key&outcome=refused");
        Assert.NotEmpty(records);
        Assert.All(records, record => Assert.Equal(("login", "ci", "k"), (
            record.GetProperty("action").GetString(), record.GetProperty("user_name").GetString(),
            record.GetProperty("resource_name").GetString())));
        Assert.Equal(2, records.Sum(record => record.GetProperty("count").GetInt64()));
    }

    [Fact]
    public async Task The_token_of_a_login_ends_with_the_key()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var key = await admin.MakeKeyAsync(await admin.MakeAccountAsync(), Expires(clock, hours: 2));

        var (_, text) = await server.LogInAsync(key);

        Assert.InRange(JsonDocument.Parse(text).RootElement.GetProperty("expires_in").GetInt64(), 7000, 7200);
    }

    [Fact]
    public async Task A_key_whose_expiry_is_moved_ends_at_the_new_time()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var session = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys));

        Assert.Equal(200, (await admin.PutAsync($"{keys}/k", $"{{{Expires(clock, hours: 1)}}}")).Status);
        clock.MoveTo(clock.GetUtcNow().AddHours(1));
        Assert.Equal(401, await session.StatusAsync());
        Assert.Equal(200, (await admin.PutAsync($"{keys}/k", """{"expires": null}""")).Status);

        Assert.Equal(200, await session.StatusAsync());
    }

    [Fact]
    public async Task A_rotated_key_expires_after_the_same_time_and_the_retained_one_not_later_than_before()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var first = await admin.MakeKeyAsync(keys, Expires(clock, hours: 10));
        clock.MoveTo(clock.GetUtcNow().AddHours(9));

        var rotated = await admin.PutAsync($"{keys}/k/rotate", """{"retain_period_minutes": 300}""");
        var second = KeyOf(rotated);

        Assert.Equal((200, 200), ((await server.LogInAsync(first)).Status, (await server.LogInAsync(second)).Status));
        clock.MoveTo(clock.GetUtcNow().AddHours(1.1));
        Assert.Equal((401, 200), ((await server.LogInAsync(first)).Status, (await server.LogInAsync(second)).Status));
        clock.MoveTo(clock.GetUtcNow().AddHours(8.8));
        Assert.Equal(200, (await server.LogInAsync(second)).Status);
        clock.MoveTo(clock.GetUtcNow().AddHours(0.2));
        Assert.Equal(401, (await server.LogInAsync(second)).Status);
    }

    [Fact]
    public async Task Limits_survive_a_rotation()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var secret = await CreateSecretAsync(admin, "db");
        var keys = await admin.MakeAccountAsync();
        await admin.MakeKeyAsync(keys, "\"role\": \"viewer\", \"networks\": [\"127.0.0.1\", \"::1\"]");

        var rotated = await admin.PutAsync($"{keys}/k/rotate", "{}");

        Assert.Equal("viewer", LimitsOf(rotated).GetProperty("role").GetString());
        var key = await server.WithLimitedKeyAsync(KeyOf(rotated));
        Assert.Equal(403, (await key.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task An_expired_key_works_again_after_a_rotation()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var first = await admin.MakeKeyAsync(keys, Expires(clock, hours: 1));
        clock.MoveTo(clock.GetUtcNow().AddHours(2));

        var second = KeyOf(await admin.PutAsync($"{keys}/k/rotate", """{"retain_period_minutes": 300}"""));

        Assert.Equal((401, 200), ((await server.LogInAsync(first)).Status, (await server.LogInAsync(second)).Status));
    }

    [Fact]
    public async Task A_server_can_limit_how_long_keys_are_valid()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock, AtMostThirtyDays);
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();

        Assert.Equal(400, (await admin.PostAsync(keys, $$"""{"name": "k", {{Expires(clock, hours: 31 * 24)}}}""")).Status);
        await admin.MakeKeyAsync(keys, Expires(clock, hours: 30 * 24), "longest");
        await admin.MakeKeyAsync(keys, name: "none");
        await admin.CreateAsync(keys.Replace("/x/", "/", StringComparison.Ordinal), """{"name": "contract"}""");

        foreach (var name in new[] { "longest", "none", "contract" })
        {
            var expires = LimitsOf(await admin.GetAsync($"{keys}/{name}")).GetProperty("expires").GetString()!;
            var left = DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) - clock.GetUtcNow();
            Assert.InRange(left.TotalDays, 29.99, 30);
        }

        Assert.Equal(400, (await admin.PutAsync($"{keys}/none", """{"expires": null}""")).Status);
        Assert.Equal(400, (await admin.PutAsync($"{keys}/none", $"{{{Expires(clock, hours: 31 * 24)}}}")).Status);
        clock.MoveTo(clock.GetUtcNow().AddDays(20));
        Assert.Equal(400, (await (await server.AdminAsync()).PutAsync($"{keys}/none", $"{{{Expires(clock, hours: 20 * 24)}}}")).Status);
        Assert.Equal(200, (await (await server.AdminAsync()).PutAsync($"{keys}/none/rotate", "{}")).Status);
    }

    [Fact]
    public async Task The_first_key_of_a_new_account_expires_after_the_longest_time_too()
    {
        await using var server = await RunningServer.StartAsync(null, AtMostThirtyDays);
        var admin = await server.AdminAsync();

        var created = await admin.CreateAsync(
            "/api/v1/service_accounts", """{"name": "ci", "active": true, "first_api_key": {"name": "k"}}""");

        var limits = LimitsOf(await admin.GetAsync($"/api/v1/x/service_accounts/{created.Id}/api_keys/k"));
        Assert.NotEqual(JsonValueKind.Null, limits.GetProperty("expires").ValueKind);
    }

    [Fact]
    public async Task A_change_that_is_sent_again_after_the_key_has_expired_is_rejected()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        var admin = await server.AdminAsync();
        var key = await admin.MakeKeyAsync(await admin.MakeAccountAsync(), Expires(clock, hours: 2));
        var session = await server.WithLimitedKeyAsync(key);
        Task<ApiAnswer> CreateAsync(ApiClient client) => client.SendAsync(
            "POST", "/api/v1/service_accounts", """{"name": "made-once", "active": true}""", null,
            ("Idempotency-Key", "key-of-this-change-0002"));
        Assert.Equal(200, (await CreateAsync(session)).Status);
        Assert.Equal(200, (await CreateAsync(session)).Status);

        clock.MoveTo(clock.GetUtcNow().AddHours(2));

        Assert.Equal(401, (await CreateAsync(session)).Status);
    }

    [Fact]
    public async Task A_narrower_key_does_not_get_the_response_to_a_change_of_another_key()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var keys = await admin.MakeAccountAsync();
        var full = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, name: "full"));
        var narrow = await server.WithLimitedKeyAsync(await admin.MakeKeyAsync(keys, "\"role\": \"viewer\""));
        var workspace = await WorkspaceAsync(admin);
        var account = (await full.GetAsync("/api/v1/current-user")).Id;
        Task<ApiAnswer> CreateAsync(ApiClient client) => client.SendAsync(
            "POST", "/api/v1/workspaces/default/secrets",
            $$$"""{"name": "made", "scope": "workspace", "values": {"k": "v1"}, "user": "{{{account}}}", "workspace": "{{{workspace}}}"}""",
            null, ("Idempotency-Key", "key-of-this-change-0003"));
        Assert.Equal(200, (await CreateAsync(full)).Status);

        var again = await CreateAsync(narrow);

        Assert.NotEqual(200, again.Status);
        Assert.DoesNotContain("v1", again.Text, StringComparison.Ordinal);
    }

    private static string Expires(TimeProvider clock, double hours) =>
        $"\"expires\": \"{Protocol.Json.WireTimes.WriteExact(clock.GetUtcNow().AddHours(hours))}\"";

    private static string WithOtherSecret(string key)
    {
        Assert.True(Protocol.Accounts.ApiKeyText.TryRead(key, out var id, out var secret));
        return Protocol.Accounts.ApiKeyText.Write(id, new string(secret.Reverse().ToArray()));
    }
}
