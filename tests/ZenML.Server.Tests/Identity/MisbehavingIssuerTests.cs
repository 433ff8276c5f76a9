using System.Text.Json.Nodes;
using ZenML.TestKit.Identity;

namespace ZenML.Server.Tests.Identity;

/// <summary>An issuer that an administrator has registered and that is broken, slow or hostile.</summary>
public sealed class MisbehavingIssuerTests
{
    [Fact]
    public async Task A_rotated_key_is_found_without_a_restart_and_the_old_one_no_longer_counts()
    {
        await using var world = await TrustWorld.StartAsync();
        await world.LogInAsync();
        var old = world.Token();
        world.Issuer.Rotate();
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));

        Assert.Equal(200, (await world.ExchangeAsync(world.Token())).Status);
        Assert.Equal(["signature"], await world.TestAsync(old));
        Assert.Equal(400, (await world.ExchangeAsync(old)).Status);
    }

    [Fact]
    public async Task Keys_are_remembered_and_tokens_with_unknown_keys_do_not_make_the_server_ask_again_and_again()
    {
        await using var world = await TrustWorld.StartAsync();
        await world.LogInAsync();
        var after = world.Issuer.Requests.Count;
        Assert.Equal(2, after);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var stranger = IssuerTestKey.Curve($"key-{attempt}");
            await world.ExchangeAsync(stranger.Sign(world.Issuer.Claims($"repo:acme/app{attempt}", TrustWorld.Audience)));
            await world.LogInAsync();
        }

        Assert.Equal(after, world.Issuer.Requests.Count);
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
        await world.ExchangeAsync(IssuerTestKey.Curve("x").Sign(world.Issuer.Claims(TrustWorld.Subject, TrustWorld.Audience)));
        Assert.Equal(after + 2, world.Issuer.Requests.Count);
    }

    [Fact]
    public async Task An_issuer_that_fails_is_asked_rarely_and_its_keys_are_used_for_an_hour()
    {
        await using var world = await TrustWorld.StartAsync();
        await world.LogInAsync();
        world.Issuer.Takeover = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(20));
        await world.LogInAsync();
        await world.LogInAsync();
        Assert.Equal(3, world.Issuer.Requests.Count);

        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(50));
        Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
        Assert.Equal(["signature"], await world.TestAsync(world.Token()));
        world.Issuer.Takeover = null;
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
        await world.LogInAsync();
    }

    [Fact]
    public async Task An_issuer_that_fails_does_not_count_as_failed_logins()
    {
        await using var world = await TrustWorld.StartAsync();
        world.Issuer.Takeover = context =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        for (var attempt = 0; attempt < 70; attempt++)
        {
            Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
        }

        world.Issuer.Takeover = null;
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
        await world.LogInAsync();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Redirects_are_not_followed(int status)
    {
        await using var world = await TrustWorld.StartAsync();
        await using var elsewhere = await LoopbackIssuer.StartAsync(world.Clock);
        world.Issuer.Takeover = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Address + context.Request.Path;
            return Task.FromResult(true);
        };

        Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_or_of_no_form_is_not_used()
    {
        await using var world = await TrustWorld.StartAsync();
        Func<JsonObject>[] documents =
        [
            () => new JsonObject { ["issuer"] = world.Issuer.Address + "/", ["jwks_uri"] = world.Issuer.Address + "/keys" },
            () => new JsonObject { ["issuer"] = "https://stranger.invalid", ["jwks_uri"] = world.Issuer.Address + "/keys" },
            () => new JsonObject { ["jwks_uri"] = world.Issuer.Address + "/keys" },
            () => new JsonObject { ["issuer"] = world.Issuer.Address },
            () => new JsonObject { ["issuer"] = world.Issuer.Address, ["jwks_uri"] = 5 },
            () => new JsonObject { ["issuer"] = world.Issuer.Address, ["jwks_uri"] = "/keys" },
            () => new JsonObject { ["issuer"] = world.Issuer.Address, ["jwks_uri"] = "file:///etc/passwd" },
            () => new JsonObject { ["issuer"] = world.Issuer.Address, ["jwks_uri"] = "http://169.254.169.254/latest" },
            () => new JsonObject { ["issuer"] = world.Issuer.Address, ["jwks_uri"] = "http://user:word@127.0.0.1/keys" },
        ];
        foreach (var document in documents)
        {
            world.Issuer.Discovery = document;
            Assert.Equal(["signature"], await world.TestAsync(world.Token()));
            world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
        }

        Assert.DoesNotContain("/keys", world.Issuer.Requests);
        world.Issuer.Discovery = null;
        await world.LogInAsync();
    }

    [Fact]
    public async Task A_huge_answer_is_not_read_to_its_end()
    {
        await using var world = await TrustWorld.StartAsync();
        var sent = 0L;
        world.Issuer.Takeover = async context =>
        {
            if (context.Request.Path != "/keys")
            {
                return false;
            }

            var block = new byte[64 * 1024];
            Array.Fill(block, (byte)' ');
            while (sent < 1L << 30 && !context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
                sent += block.Length;
            }

            return true;
        };

        Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
        Assert.True(sent < 1L << 28, $"The server read {sent} bytes.");
        Assert.Contains(world.Server.Log.Lines, line => line.Contains("256 KiB", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_set_with_too_many_keys_is_not_used()
    {
        await using var world = await TrustWorld.StartAsync();
        world.Issuer.KeySet = () => new JsonObject
        {
            ["keys"] = new JsonArray([.. Enumerable.Range(0, 101).Select(_ => (JsonNode)world.Issuer.Key.Publish())]),
        };

        Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
    }

    [Fact]
    public async Task A_key_set_of_no_form_is_not_used()
    {
        await using var world = await TrustWorld.StartAsync();
        foreach (var set in new Func<JsonNode>[]
        {
            () => new JsonArray(), () => new JsonObject(), () => new JsonObject { ["keys"] = 5 }, () => JsonValue.Create("x")!,
            () => new JsonObject { ["keys"] = new JsonArray(1, "x", new JsonArray()) },
        })
        {
            world.Issuer.KeySet = set;
            Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
            world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
        }

        world.Issuer.KeySet = null;
        await world.LogInAsync();
    }

    [Fact]
    public async Task Keys_of_unknown_kinds_and_weak_keys_are_left_out_and_the_others_are_used()
    {
        await using var world = await TrustWorld.StartAsync();
        var weak = IssuerTestKey.Rsa("weak", bits: 1024);
        var forEncryption = IssuerTestKey.Rsa("enc");
        world.Issuer.KeySet = () =>
        {
            var encryption = forEncryption.Publish();
            encryption["use"] = "enc";
            var offCurve = IssuerTestKey.Curve("off").Publish();
            offCurve["x"] = offCurve["y"]!.GetValue<string>();
            var mislabelled = world.Issuer.Key.Publish();
            mislabelled["kid"] = "mislabelled";
            mislabelled["alg"] = "HS256";
            var one = world.Issuer.Key.Publish();
            (one["kid"], one["e"]) = ("one", "AQ");
            return new JsonObject
            {
                ["keys"] = new JsonArray(
                    new JsonObject { ["kty"] = "oct", ["kid"] = "shared", ["k"] = "c2VjcmV0" },
                    new JsonObject { ["kty"] = "EC", ["kid"] = "curve", ["crv"] = "P-999", ["x"] = "AA", ["y"] = "AA" },
                    new JsonObject { ["kty"] = "OKP", ["kid"] = "ed", ["crv"] = "Ed25519", ["x"] = "AA" },
                    one,
                    weak.Publish(), encryption, offCurve, mislabelled, world.Issuer.Key.Publish()),
            };
        };

        await world.LogInAsync();
        foreach (var key in (IssuerTestKey[])[weak, forEncryption])
        {
            Assert.Equal(400, (await world.ExchangeAsync(key.Sign(world.Issuer.Claims(TrustWorld.Subject, TrustWorld.Audience)))).Status);
        }
    }

    [Fact]
    public async Task A_few_keys_of_one_name_are_all_tried_and_many_are_not()
    {
        await using var world = await TrustWorld.StartAsync();
        world.Issuer.Published = [IssuerTestKey.Rsa("first"), world.Issuer.Key];
        await world.LogInAsync();

        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(11));
        world.Issuer.Published = [.. Enumerable.Range(0, 4).Select(_ => IssuerTestKey.Rsa("first")), world.Issuer.Key];
        Assert.Equal(400, (await world.ExchangeAsync(world.Token())).Status);
    }

    [Fact]
    public async Task A_slow_issuer_holds_up_nobody_else_and_is_asked_once_for_all()
    {
        await using var world = await TrustWorld.StartAsync();
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        world.Issuer.Takeover = async _ =>
        {
            asked.TrySetResult();
            await release.Task;
            return false;
        };
        var waiting = Enumerable.Range(0, 5).Select(_ => world.ExchangeAsync(world.Token())).ToArray();
        await asked.Task;

        Assert.Equal(200, (await world.Admin.GetAsync("/api/v1/current-user")).Status);
        Assert.DoesNotContain(waiting, exchange => exchange.IsCompleted);
        release.SetResult();

        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(2, world.Issuer.Requests.Count);
    }

    [Fact]
    public async Task An_issuer_is_contacted_only_for_its_own_tokens_and_only_if_it_is_registered()
    {
        await using var world = await TrustWorld.StartAsync();
        await using var stranger = await LoopbackIssuer.StartAsync(world.Clock);

        await world.ExchangeAsync(stranger.Sign(TrustWorld.Subject, TrustWorld.Audience));
        await world.TestAsync(stranger.Sign(TrustWorld.Subject, TrustWorld.Audience));
        Assert.Empty(stranger.Requests);
        Assert.Empty(world.Issuer.Requests);

        await world.TrustAsync("second", ("issuer", stranger.Address));
        await world.ExchangeAsync(stranger.Sign(TrustWorld.Subject, TrustWorld.Audience));
        Assert.Equal([LoopbackIssuer.DiscoveryPath, "/keys"], stranger.Requests);
        Assert.Empty(world.Issuer.Requests);
    }
}
