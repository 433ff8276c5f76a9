using System.Text.Json;
using ZenML.Server.Tests.Attacks;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Access.AccessWorld;

namespace ZenML.Server.Tests.Access;

/// <summary>Secrets that are shared with single accounts and groups.</summary>
public sealed class SharingTests
{
    [Fact]
    public async Task A_private_secret_can_be_read_while_it_is_shared_and_is_like_one_that_does_not_exist_before_and_after()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "editor");
        var ben = await world.AddAsync("ben");
        var secret = await world.CreateSecretAsync(ada, "db", "user");
        var before = await ben.GetAsync($"/api/v1/secrets/{secret}");

        var shared = Expect(await ShareAsync(ada, secret, "ben", "read"));
        var meanwhile = await ben.GetAsync($"/api/v1/secrets/{secret}");
        Expect(await UnshareAsync(ada, secret, "ben"));
        var after = await ben.GetAsync($"/api/v1/secrets/{secret}");

        Assert.Equal((404, 200, 404), (before.Status, meanwhile.Status, after.Status));
        Assert.Equal(before.Text, after.Text);
        Assert.DoesNotContain("a value", shared.Text, StringComparison.Ordinal);
        Assert.Contains("a value", meanwhile.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await UnshareAsync(ada, secret, "ben")).Status);
    }

    [Fact]
    public async Task A_share_ends_at_its_time_without_anybody_doing_anything()
    {
        var clock = new SettableClock();
        await using var world = await AccessWorld.StartAsync(clock);
        var ben = await world.AddAsync("ben");
        var secret = await world.CreateSecretAsync(world.Administrator, "db", "user");
        var end = clock.GetUtcNow().AddHours(2);

        var shared = Expect(await ShareAsync(world.Administrator, secret, "ben", "read", $"{end:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}"));
        var during = await ben.GetAsync($"/api/v1/secrets/{secret}");
        clock.MoveTo(end);
        var after = await ben.GetAsync($"/api/v1/secrets/{secret}");

        Assert.Equal((200, 404), (during.Status, after.Status));
        Assert.NotEqual(JsonValueKind.Null, shared.Json.GetProperty("grant").GetProperty("until").ValueKind);
        var again = Expect(await ShareAsync(world.Administrator, secret, "ben", "describe"));
        Assert.Equal(JsonValueKind.Null, again.Json.GetProperty("before").ValueKind);
    }

    [Fact]
    public async Task Another_share_with_the_same_holder_replaces_the_one_before()
    {
        await using var world = await AccessWorld.StartAsync();
        var ben = await world.AddAsync("ben");
        var secret = await world.CreateSecretAsync(world.Administrator, "db");
        Expect(await ShareAsync(world.Administrator, secret, "ben", "read"));

        var replaced = Expect(await ShareAsync(world.Administrator, secret, "ben", "describe"));

        Assert.Equal("read", replaced.Json.GetProperty("before").GetProperty("right").GetString());
        Assert.Equal(403, (await ben.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Equal(
            ["create read on db (workspace scope) for ben success", "update describe on db (workspace scope) for ben success"],
            await world.AuditAsync("secret_grant"));
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("read")]
    [InlineData("write")]
    public async Task Whoever_a_secret_is_shared_with_cannot_share_it_further_or_keep_it(string right)
    {
        await using var world = await AccessWorld.StartAsync();
        var ben = await world.AddAsync("ben", "editor");
        await world.AddAsync("cleo");
        var secret = await world.CreateSecretAsync(world.Administrator, "db", "user");
        Expect(await ShareAsync(world.Administrator, secret, "ben", right, "2999-01-01T00:00:00"));

        var further = await ShareAsync(ben, secret, "cleo", right);
        var unknown = await ShareAsync(ben, secret, "nobody", right);
        var longer = await ShareAsync(ben, secret, "ben", "write");

        Assert.All([further, longer], answer => Assert.Equal(403, answer.Status));
        Assert.Equal(further.Text, unknown.Text);
        Assert.Contains("create db (user scope) refused", await world.AuditAsync("secret_grant"));
    }

    [Fact]
    public async Task An_administrator_cannot_share_the_private_secret_of_somebody_else_and_does_not_see_who_can_use_it()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "editor");
        var secret = await world.CreateSecretAsync(ada, "db", "user");

        var shared = await ShareAsync(world.Administrator, secret, "default", "read");
        var unshared = await UnshareAsync(world.Administrator, secret, "default");
        var report = await world.Administrator.GetAsync($"/api/v1/x/secrets/{secret}/access");

        Assert.All([shared, unshared, report], answer => Assert.Equal(404, answer.Status));
    }

    [Fact]
    public async Task Keys_and_tokens_for_programs_cannot_share_secrets_of_their_account()
    {
        await using var world = await AccessWorld.StartAsync();
        var (_, key) = await world.Administrator.MakeKeyAsync();
        Expect(await world.GrantAsync(world.Administrator, "service-account:ci", "editor"));
        var secret = await world.CreateSecretAsync(world.Administrator, "db");

        foreach (var program in (ApiClient[])
            [await world.Server.WithKeyAsync(key), await world.Server.DeriveAsync(world.Administrator)])
        {
            Assert.Equal(403, (await ShareAsync(program, secret, "default", "read")).Status);
            Assert.Equal(403, (await UnshareAsync(program, secret, "default")).Status);
        }
    }

    [Fact]
    public async Task A_share_that_makes_no_sense_is_rejected()
    {
        await using var world = await AccessWorld.StartAsync();
        var secret = await world.CreateSecretAsync(world.Administrator, "db", "user");
        await world.AddAsync("ben");

        var own = await ShareAsync(world.Administrator, secret, "default", "read");
        var past = await ShareAsync(world.Administrator, secret, "ben", "read", "2020-01-01T00:00:00");
        var word = await ShareAsync(world.Administrator, secret, "ben", "administer");
        var nobody = await ShareAsync(world.Administrator, secret, "nobody", "read");

        Assert.All([own, past, word], answer => Assert.InRange(answer.Status, 400, 422));
        Assert.Equal(404, nobody.Status);
        Assert.Empty(await world.AuditAsync("secret_grant"));
    }
}
