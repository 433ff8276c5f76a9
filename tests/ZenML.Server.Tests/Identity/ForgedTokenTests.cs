using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ZenML.TestKit.Identity;

namespace ZenML.Server.Tests.Identity;

/// <summary>Tokens that nobody must accept. Each refusal is the same to whoever sends them; an administrator sees the reason.</summary>
public sealed class ForgedTokenTests
{
    [Fact]
    public async Task An_unsigned_token_is_not_accepted()
    {
        await using var world = await TrustWorld.StartAsync();
        var claims = world.Issuer.Claims(TrustWorld.Subject, TrustWorld.Audience).ToJsonString();

        foreach (var algorithm in (string[])["none", "None", "NONE", ""])
        {
            var header = new JsonObject { ["alg"] = algorithm, ["kid"] = "first" };
            await RejectsAsync(world, IssuerTestKey.Write(header, claims, _ => []));
            await RejectsAsync(world, IssuerTestKey.Write(header, claims, _ => [1, 2, 3]));
        }
    }

    [Fact]
    public async Task A_token_that_is_signed_with_the_public_key_as_a_shared_secret_is_not_accepted()
    {
        await using var world = await TrustWorld.StartAsync();
        var published = world.Issuer.Key.Publish();
        var claims = world.Issuer.Claims(TrustWorld.Subject, TrustWorld.Audience).ToJsonString();
        byte[][] secrets =
        [
            Encoding.UTF8.GetBytes(published["n"]!.GetValue<string>()), Encoding.UTF8.GetBytes(published.ToJsonString()),
            System.Buffers.Text.Base64Url.DecodeFromChars(published["n"]!.GetValue<string>()),
        ];
        foreach (var secret in secrets)
        {
            var header = new JsonObject { ["alg"] = "HS256", ["kid"] = "first" };
            await RejectsAsync(world, IssuerTestKey.Write(header, claims, data => HMACSHA256.HashData(secret, data)));
        }
    }

    [Fact]
    public async Task A_token_that_was_changed_or_signed_with_another_key_is_not_accepted()
    {
        await using var world = await TrustWorld.StartAsync();
        var token = world.Token();
        var parts = token.Split('.');
        var other = world.Issuer.Claims("repo:acme/other", TrustWorld.Audience);
        var otherParts = world.Issuer.Key.Sign(other).Split('.');
        var stranger = IssuerTestKey.Rsa("first");

        Assert.Equal(["signature"], await world.TestAsync($"{parts[0]}.{otherParts[1]}.{parts[2]}"));
        await RejectsAsync(world, $"{parts[0]}.{otherParts[1]}.{parts[2]}");
        await RejectsAsync(world, $"{parts[0]}.{parts[1]}.{otherParts[2]}");
        await RejectsAsync(world, stranger.Sign(world.Issuer.Claims(TrustWorld.Subject, TrustWorld.Audience)));
        Assert.Equal(200, (await world.ExchangeAsync(token)).Status);
    }

    [Fact]
    public async Task A_token_cannot_bring_its_own_key()
    {
        await using var world = await TrustWorld.StartAsync();
        var stranger = IssuerTestKey.Rsa("stranger");
        var claims = world.Issuer.Claims(TrustWorld.Subject, TrustWorld.Audience).ToJsonString();
        var before = world.Issuer.Requests.Count;
        foreach (var (name, value) in new (string, JsonNode)[]
        {
            ("jwk", stranger.Publish()), ("jku", $"{world.Issuer.Address}/strange"), ("x5u", $"{world.Issuer.Address}/strange"),
            ("x5c", new JsonArray("AAAA")), ("kid", "../../etc/passwd"), ("kid", "' OR 1=1 --"), ("kid", "http://127.0.0.1/keys"),
            ("kid", new string('k', 300)), ("kid", new JsonObject()), ("crit", new JsonArray("exp")), ("zip", "DEF"), ("enc", "A256GCM"),
        })
        {
            var header = stranger.Header();
            header[name] = value;
            await RejectsAsync(world, stranger.Sign(header, claims));
        }

        Assert.DoesNotContain(world.Issuer.Requests, path => path.Contains("strange", StringComparison.Ordinal));
        Assert.InRange(world.Issuer.Requests.Count - before, 0, 2);
    }

    [Fact]
    public async Task A_token_of_another_form_is_not_accepted()
    {
        await using var world = await TrustWorld.StartAsync();
        var token = world.Token();
        var parts = token.Split('.');
        var claims = world.Issuer.Claims(TrustWorld.Subject, TrustWorld.Audience).ToJsonString();
        string[] forms =
        [
            ".", "..", "x", parts[0], $"{parts[0]}.{parts[1]}", $"{token}.x", $"{parts[0]}..{parts[2]}",
            $"{token}.{parts[0]}.{parts[1]}", $" {token}x", $"{token}=", token.Replace('.', ','), new string('a', 8192),
            world.Issuer.Key.Sign(world.Issuer.Key.Header(), $"\"{token}\""),
            world.Issuer.Key.Sign(world.Issuer.Key.Header(), "[]"),
            world.Issuer.Key.Sign(world.Issuer.Key.Header(), claims[..^1] + $",\"sub\":\"{TrustWorld.Subject}\"}}"),
            world.Issuer.Key.Sign(world.Issuer.Key.Header(), claims + " x"),
        ];
        foreach (var form in forms)
        {
            await RejectsAsync(world, form);
        }

        Assert.Equal(200, (await world.ExchangeAsync(token)).Status);
    }

    [Theory]
    [InlineData("sub", "repo:stranger/app:ref:refs/heads/main", "subject")]
    [InlineData("sub", "repo:ACME/app", "subject")]
    [InlineData("aud", "zenml2", "audience")]
    [InlineData("aud", "ZENML", "audience")]
    public async Task A_token_for_somebody_else_is_not_accepted(string claim, string value, string rule)
    {
        await using var world = await TrustWorld.StartAsync();
        var token = world.Token(claims => claims[claim] = value);

        Assert.Equal([rule], await world.TestAsync(token));
        await RejectsAsync(world, token);
    }

    [Fact]
    public async Task A_token_whose_issuer_differs_by_a_letter_is_not_accepted_and_nothing_is_contacted()
    {
        await using var world = await TrustWorld.StartAsync();
        foreach (var issuer in (string[])[world.Issuer.Address + "/", world.Issuer.Address.ToUpperInvariant(), "https://stranger.invalid"])
        {
            var token = world.Token(claims => claims["iss"] = issuer);

            Assert.Equal(["issuer"], await world.TestAsync(token));
            await RejectsAsync(world, token);
        }

        Assert.Empty(world.Issuer.Requests);
    }

    [Theory]
    [InlineData(-20, -10)]
    [InlineData(-2, -1.1)]
    [InlineData(2, 10)]
    [InlineData(0, 1500)]
    public async Task A_token_outside_its_time_or_with_too_much_of_it_is_not_accepted(double issued, double expires)
    {
        await using var world = await TrustWorld.StartAsync();
        var token = world.Token(claims =>
        {
            claims["iat"] = world.Clock.GetUtcNow().AddMinutes(issued).ToUnixTimeSeconds();
            claims["exp"] = world.Clock.GetUtcNow().AddMinutes(expires).ToUnixTimeSeconds();
        });

        Assert.Equal(["lifetime"], await world.TestAsync(token));
        await RejectsAsync(world, token);
    }

    [Fact]
    public async Task A_token_without_times_or_with_impossible_ones_is_not_accepted()
    {
        await using var world = await TrustWorld.StartAsync();
        Action<JsonObject>[] changes =
        [
            claims => claims.Remove("exp"), claims => claims.Remove("iat"), claims => claims["exp"] = "tomorrow",
            claims => claims["exp"] = 1e300, claims => claims["exp"] = -1, claims => claims["iat"] = null,
            claims => claims["nbf"] = world.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(), claims => claims["nbf"] = "x",
            claims => claims["jti"] = 5, claims => claims["jti"] = "", claims => claims.Remove("sub"), claims => claims["sub"] = "",
            claims => claims.Remove("aud"), claims => claims["sub"] = "repo:acme/\n",
            claims => claims["sub"] = new JsonArray("repo:acme/x"),
        ];
        foreach (var change in changes)
        {
            await RejectsAsync(world, world.Token(change));
        }
    }

    [Fact]
    public async Task A_token_of_a_clock_that_differs_by_half_a_minute_is_accepted()
    {
        await using var world = await TrustWorld.StartAsync();
        var early = world.Token(claims =>
        {
            claims["iat"] = world.Clock.GetUtcNow().AddSeconds(30).ToUnixTimeSeconds();
            claims["nbf"] = world.Clock.GetUtcNow().AddSeconds(30).ToUnixTimeSeconds();
        });
        var late = world.Token(claims => claims["exp"] = world.Clock.GetUtcNow().AddSeconds(-30).ToUnixTimeSeconds());

        Assert.Equal((200, 200), ((await world.ExchangeAsync(early)).Status, (await world.ExchangeAsync(late)).Status));
    }

    [Fact]
    public async Task A_token_works_once_until_it_expires_with_and_without_a_name_of_its_own()
    {
        await using var world = await TrustWorld.StartAsync();
        var named = world.Token();
        var unnamed = world.Token(claims => claims.Remove("jti"));
        foreach (var token in (string[])[named, unnamed])
        {
            Assert.Equal(200, (await world.ExchangeAsync(token)).Status);
            await RejectsAsync(world, token);
        }

        // Signed anew, and the same token all the same.
        var id = Guid.NewGuid().ToString();
        Assert.Equal(200, (await world.ExchangeAsync(world.Token(claims => claims["jti"] = id))).Status);
        await RejectsAsync(world, world.Token(claims => claims["jti"] = id));
    }

    [Fact]
    public async Task A_token_of_a_trust_for_files_and_variables_works_until_it_expires()
    {
        await using var world = await TrustWorld.StartAsync(("reusable", true));
        var token = world.Token();

        Assert.Equal((200, 200), ((await world.ExchangeAsync(token)).Status, (await world.ExchangeAsync(token)).Status));
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(12));
        await RejectsAsync(world, token);
    }

    [Fact]
    public async Task Only_one_of_many_that_send_the_same_token_at_once_gets_in()
    {
        await using var world = await TrustWorld.StartAsync();
        await world.LogInAsync();
        var token = world.Token();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.ExchangeAsync(token)));

        Assert.Single(answers, answer => answer.Status == 200);
    }

    [Fact]
    public async Task Too_many_refused_tokens_limit_their_sender_and_are_not_verified()
    {
        await using var world = await TrustWorld.StartAsync();
        var statuses = new List<int>();
        for (var attempt = 0; attempt < 65; attempt++)
        {
            var subject = $"repo:stranger/app{attempt}";
            statuses.Add((await world.ExchangeAsync(world.Issuer.Sign(subject, TrustWorld.Audience))).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(400, 59), .. Enumerable.Repeat(429, 6)], statuses);
    }

    [Fact]
    public async Task Refusals_do_not_tell_whether_the_issuer_is_known()
    {
        await using var world = await TrustWorld.StartAsync();
        await using var unknown = await LoopbackIssuer.StartAsync(world.Clock);

        var ofUnknown = await world.ExchangeAsync(unknown.Sign(TrustWorld.Subject, TrustWorld.Audience));
        var ofSubject = await world.ExchangeAsync(world.Issuer.Sign("stranger", TrustWorld.Audience));
        var ofNothing = await world.ExchangeAsync("nonsense");

        Assert.Equal((ofUnknown.Status, ofUnknown.Text), (ofSubject.Status, ofSubject.Text));
        Assert.Equal((ofUnknown.Status, ofUnknown.Text), (ofNothing.Status, ofNothing.Text));
        Assert.Empty(unknown.Requests);
    }

    private static async Task RejectsAsync(TrustWorld world, string token)
    {
        var answer = await world.ExchangeAsync(token);

        Assert.Equal((400, "invalid_grant"), (answer.Status, answer.Json.GetProperty("error").GetString()));

        // So that the limits of failed logins do not stop the next attempt.
        await world.Server.Database.WriteAsync(
            async (unit, cancellation) =>
            {
                await unit.LoginHistory.DeleteCountsBeyondAsync(0, cancellation);
                return true;
            },
            TestContext.Current.CancellationToken);
    }
}
