using System.Text.Json;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Access.AccessWorld;

namespace ZenML.Server.Tests.Access;

/// <summary>Reports of who can do what, and why.</summary>
public sealed class AccessReportsTests
{
    private static readonly string[] Shown = ["holder.name", "rights", "reason", "role", "all_workspaces"];

    [Fact]
    public async Task Whoever_may_share_a_secret_sees_everyone_who_can_use_it_with_the_reason()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.AddAsync("cleo", "viewer");
        await world.AddAsync("ben");
        await world.AddAsync("dan");
        await world.CreateGroupAsync("ops", "ben", "dan");
        Expect(await world.GrantAsync(world.Administrator, "group:ops", "runner"));
        var secret = await world.CreateSecretAsync(world.Administrator, "db");
        Expect(await ShareAsync(world.Administrator, secret, "ben", "write", "2999-01-01T00:00:00"));

        var report = Expect(await world.Administrator.GetAsync($"/api/v1/x/secrets/{secret}/access"));

        Assert.True(report.Json.GetProperty("is_complete").GetBoolean());
        Assert.Equal(
            [
                "cleo describe role viewer False",
                "default describe+read+write+administer role owner True",
                "ops describe+read role runner False",
                "ben describe+read role runner False",
                "dan describe+read role runner False",
                "ben describe+read+write grant - False",
            ],
            Items(report, "entries", Shown));
        Assert.Equal(
            ["-", "-", "-", "ops", "ops", "-"],
            report.Json.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("via"))
                .Select(via => via.ValueKind == JsonValueKind.Object ? via.GetProperty("name").GetString() : "-"));
        Assert.DoesNotContain("a value", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_share_a_secret_sees_only_what_they_can_do_themselves()
    {
        await using var world = await AccessWorld.StartAsync();
        var cleo = await world.AddAsync("cleo", "viewer");
        await world.AddAsync("dan", "editor");
        await world.CreateGroupAsync("ops", "cleo", "dan");
        Expect(await world.GrantAsync(world.Administrator, "group:ops", "runner"));
        var secret = await world.CreateSecretAsync(world.Administrator, "db");
        Expect(await ShareAsync(world.Administrator, secret, "dan", "write"));

        var report = Expect(await cleo.GetAsync($"/api/v1/x/secrets/{secret}/access"));

        Assert.False(report.Json.GetProperty("is_complete").GetBoolean());
        Assert.Equal(
            [
                "cleo describe role viewer False", "ops describe+read role runner False", "cleo describe+read role runner False",
            ],
            Items(report, "entries", Shown));
    }

    [Fact]
    public async Task A_private_secret_has_its_owner_and_those_with_whom_it_is_shared()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "editor");
        var ben = await world.AddAsync("ben", "owner");
        var secret = await world.CreateSecretAsync(ada, "db", "user");
        Expect(await ShareAsync(ada, secret, "ben", "read"));

        var own = Expect(await ada.GetAsync($"/api/v1/x/secrets/{secret}/access"));
        var shared = Expect(await ben.GetAsync($"/api/v1/x/secrets/{secret}/access"));

        Assert.Equal(
            ["ada describe+read+write+administer owner editor False", "ben describe+read grant - False"], Items(own, "entries", Shown));
        Assert.Equal(["ben describe+read grant - False"], Items(shared, "entries", Shown));
    }

    [Fact]
    public async Task An_account_sees_all_that_it_can_do_and_administrators_see_it_of_every_account_and_group()
    {
        await using var world = await AccessWorld.StartAsync();
        var ben = await world.AddAsync("ben", "viewer");
        await world.CreateGroupAsync("ops", "ben");
        Expect(await world.GrantAsync(world.Administrator, "group:ops", "runner"));
        var secret = await world.CreateSecretAsync(world.Administrator, "db", "user");
        var other = await world.CreateSecretAsync(world.Administrator, "shared");
        Expect(await ShareAsync(world.Administrator, secret, "group:ops", "read"));
        Expect(await ShareAsync(world.Administrator, other, "ben", "write"));

        var own = Expect(await ben.GetAsync("/api/v1/x/access"));
        var seen = Expect(await world.Administrator.GetAsync("/api/v1/x/access?holder=ben"));
        var group = Expect(await world.Administrator.GetAsync("/api/v1/x/access?holder=group%3Aops"));

        Assert.Equal(own.Text, seen.Text);
        Assert.Equal(own.Text, (await ben.GetAsync("/api/v1/x/access?holder=ben")).Text);
        Assert.Equal(["ops"], Items(own, "groups", "name"));
        Assert.Equal(["ben viewer", "ops runner"], Items(own, "roles", "holder.name", "role"));
        Assert.Equal(
            ["ben write shared workspace default default", "ops read db user default default"],
            Items(own, "grants", "grant.holder.name", "grant.right", "secret", "scope", "owner", "workspace"));
        Assert.Equal(["ops read db"], Items(group, "grants", "grant.holder.name", "grant.right", "secret"));
    }

    [Fact]
    public async Task Whoever_is_no_administrator_gets_the_same_refusal_for_every_other_account_and_group()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "owner");
        await world.AddAsync("ben");
        await world.CreateGroupAsync("ops", "ada");

        var answers = new List<ApiAnswer>();
        foreach (var holder in (string[])["ben", "nobody", "group:ops", "group:nobody", "service-account:ada"])
        {
            answers.Add(await ada.GetAsync($"/api/v1/x/access?holder={Uri.EscapeDataString(holder)}"));
        }

        Assert.All(answers, answer => Assert.Equal((403, answers[0].Text), (answer.Status, answer.Text)));
    }
}
