using System.Text;
using System.Text.Json.Nodes;
using ZenML.Server.SingleSignOn;
using ZenML.TestKit.Identity;
using static ZenML.Server.Tests.SingleSignOn.SsoWorld;

namespace ZenML.Server.Tests.SingleSignOn;

/// <summary>ID tokens that are not for a login here and now. Whoever holds one that the provider signed learns why.</summary>
public sealed class MisbehavingProviderTests
{
    private const string NotSigned = "The identity token is not one that the identity provider of this server signed.";

    [Theory]
    [InlineData("another audience", "'aud' does not have the client id")]
    [InlineData("no audience", "'aud' does not have the client id")]
    [InlineData("another requester", "'azp' is not the client id")]
    [InlineData("two audiences and no requester", "'azp' is not the client id")]
    [InlineData("expired", "has expired")]
    [InlineData("no expiry", "never expires")]
    [InlineData("no time of issue", "does not say how old it is")]
    [InlineData("from the future", "not valid yet")]
    [InlineData("valid for a week", "more than a day")]
    [InlineData("old", "too old")]
    [InlineData("another nonce", "already finished")]
    [InlineData("two nonces", "already finished")]
    [InlineData("long subject", "255 characters")]
    public async Task A_token_that_is_not_for_this_login_is_refused_with_the_reason(string mistake, string reason)
    {
        await using var world = await StartAsync((SingleSignOnSettings.Accounts, "create"));
        world.Provider.ChangeClaims = claims => Change(world, claims, mistake);

        var refusal = await world.RefusalAsync(Ada);

        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.Single(await world.AuditAsync("action=login&resource_type=user&outcome=failed"));
        Assert.Equal(["default"], (await world.Admin.GetAsync("/api/v1/users")).Names);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("another key")]
    [InlineData("changed afterwards")]
    public async Task A_token_that_the_provider_did_not_sign_is_refused_without_a_reason(string mistake)
    {
        await using var world = await StartAsync((SingleSignOnSettings.Accounts, "create"));
        var stranger = IssuerTestKey.Rsa("first");
        world.Provider.Write = claims => mistake switch
        {
            "none" => IssuerTestKey.Write(Header("none"), claims.ToJsonString(), _ => []) + "x",
            "HS256" => IssuerTestKey.Write(
                Header("HS256"), claims.ToJsonString(),
                data => System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes("secret"), data)),
            "another key" => stranger.Sign(claims),
            _ => Tamper(world.Provider.Key.Sign(claims)),
        };

        var answer = await world.SendAsync(await world.TokenAsync(Ada));

        // What cannot be read at all is not even known to concern the provider.
        var reason = ReasonOf(answer);
        Assert.True(reason == NotSigned || reason.StartsWith("The identity token is not accepted.", StringComparison.Ordinal), reason);
        Assert.Equal(["default"], (await world.Admin.GetAsync("/api/v1/users")).Names);
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused_even_if_it_says_everything_right()
    {
        await using var world = await StartAsync((SingleSignOnSettings.Accounts, "create"));
        await using var other = await LoopbackProvider.StartAsync(world.Clock);

        var reason = ReasonOf(await world.SendAsync(other.IssueIdToken(Ada, await world.NonceAsync())));

        Assert.StartsWith("The identity token is not accepted.", reason, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_token_without_a_nonce_as_of_a_device_works_once_and_for_five_minutes()
    {
        await using var world = await StartAsync((SingleSignOnSettings.Accounts, "create"));
        var token = world.Provider.IssueIdToken(Ada, nonce: null);
        var late = world.Provider.IssueIdToken(Ada, nonce: null);

        Assert.Equal(200, (await world.SendAsync(token)).Status);
        Assert.Contains("already finished", ReasonOf(await world.SendAsync(token)), StringComparison.Ordinal);
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(6.5));
        Assert.Contains("too old", ReasonOf(await world.SendAsync(late)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nonce_is_used_up_by_a_login_and_not_by_a_refused_one()
    {
        await using var world = await StartAsync();
        var token = await world.TokenAsync(Ada);
        Assert.Contains("No account", ReasonOf(await world.SendAsync(token)), StringComparison.Ordinal);
        await world.CreateAsync("ada");
        await world.LinkAsync("ada", Ada.Subject);

        Assert.Equal(200, (await world.SendAsync(token)).Status);
        Assert.Contains("already finished", ReasonOf(await world.SendAsync(token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_has_to_be_finished_within_ten_minutes()
    {
        await using var world = await StartAsync((SingleSignOnSettings.Accounts, "create"));
        var nonce = await world.NonceAsync();
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(10).AddSeconds(1));

        Assert.Contains(
            "took more than ten minutes", ReasonOf(await world.SendAsync(world.Provider.IssueIdToken(Ada, nonce))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_logins_are_limited_for_the_host_that_causes_them()
    {
        await using var world = await StartAsync();
        var statuses = new List<int>();
        for (var attempt = 0; attempt < 30; attempt++)
        {
            statuses.Add((await world.SendAsync(world.Provider.IssueIdToken(Ada, nonce: null))).Status);
        }

        Assert.Equal(400, statuses[0]);
        Assert.Equal(429, statuses[^1]);
    }

    [Fact]
    public async Task A_rotated_key_of_the_provider_is_found_without_a_restart()
    {
        await using var world = await StartAsync((SingleSignOnSettings.Accounts, "create"));
        await world.LogInAsync(Ada);
        world.Provider.Rotate();
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));

        await world.LogInAsync(Ada);
    }

    private static JsonObject Header(string algorithm) => new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = "first" };

    private static string Tamper(string token)
    {
        var parts = token.Split('.');
        var claims = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        claims["preferred_username"] = "default";
        return $"{parts[0]}.{IssuerTestKey.Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}";
    }

    private static void Change(SsoWorld world, JsonObject claims, string mistake)
    {
        var now = world.Clock.GetUtcNow();
        switch (mistake)
        {
            case "another audience":
                claims["aud"] = "another client";
                break;
            case "no audience":
                claims.Remove("aud");
                break;
            case "another requester":
                claims["azp"] = "another client";
                break;
            case "two audiences and no requester":
                claims["aud"] = new JsonArray("zenml", "another client");
                break;
            case "expired":
                claims["exp"] = now.AddMinutes(-2).ToUnixTimeSeconds();
                break;
            case "no expiry":
                claims.Remove("exp");
                break;
            case "no time of issue":
                claims.Remove("iat");
                break;
            case "from the future":
                claims["iat"] = now.AddMinutes(5).ToUnixTimeSeconds();
                break;
            case "valid for a week":
                claims["exp"] = now.AddDays(7).ToUnixTimeSeconds();
                break;
            case "old":
                claims["iat"] = now.AddMinutes(-15).ToUnixTimeSeconds();
                break;
            case "another nonce":
                claims["nonce"] = new string('0', 64);
                break;
            case "two nonces":
                claims["nonce"] = new JsonArray(claims["nonce"]!.DeepClone(), "another");
                break;
            default:
                claims["sub"] = new string('s', 300);
                break;
        }
    }
}
