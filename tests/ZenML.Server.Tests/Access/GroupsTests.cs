using ZenML.Server.Tests.Attacks;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Access.AccessWorld;

namespace ZenML.Server.Tests.Access;

/// <summary>Groups of accounts: who manages them, and what their members can do.</summary>
public sealed class GroupsTests
{
    private const string Groups = "/api/v1/x/groups";

    [Fact]
    public async Task Members_of_a_group_can_do_what_its_role_says_until_they_leave_it()
    {
        await using var world = await AccessWorld.StartAsync();
        var secret = await world.CreateSecretAsync(world.Administrator, "db");
        var ben = await world.AddAsync("ben");
        var group = await world.CreateGroupAsync("ops", "ben");
        var before = await ben.GetAsync($"/api/v1/secrets/{secret}");

        Expect(await world.GrantAsync(world.Administrator, "group:ops", "runner"));
        var meanwhile = await ben.GetAsync($"/api/v1/secrets/{secret}");
        Expect(await world.Administrator.PostAsync($"{Groups}/{group}/members/remove", """{"account":"ben"}"""));
        var after = await ben.GetAsync($"/api/v1/secrets/{secret}");

        Assert.Equal((404, 200, 404), (before.Status, meanwhile.Status, after.Status));
        Assert.Equal(before.Text, after.Text);
    }

    [Fact]
    public async Task An_administrator_creates_changes_lists_and_deletes_groups()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.AddAsync("ben");
        await world.Administrator.CreateAsync("/api/v1/service_accounts", """{"name":"ci","active":true}""");
        var group = await world.CreateGroupAsync("ops", "ben", "service-account:ci");
        await world.CreateGroupAsync("analysts");

        var taken = await world.Administrator.PostAsync(Groups, """{"name":"ops"}""");
        var renamed = Expect(await world.Administrator.PutAsync($"{Groups}/{group}", """{"name":"on-call","description":"d"}"""));
        var same = Expect(await world.Administrator.PutAsync($"{Groups}/{group}/members", """{"account":"ben"}"""));
        var members = await world.Administrator.GetAsync($"{Groups}/{group}/members");
        var found = await world.Administrator.GetAsync($"{Groups}?name=on-call");
        Expect(await world.Administrator.DeleteAsync($"{Groups}/{group}"));

        Assert.Equal(409, taken.Status);
        Assert.Equal("on-call", renamed.Json.GetProperty("name").GetString());
        Assert.False(same.Json.GetProperty("is_changed").GetBoolean());
        Assert.Equal(["user ben", "service_account ci"], Items(members, "items", "kind", "name"));
        Assert.Equal(["on-call d"], Items(found, "items", "name", "description"));
        Assert.Equal(404, (await world.Administrator.GetAsync($"{Groups}/{group}")).Status);
        Assert.Equal(["analysts"], (await world.Administrator.GetAsync(Groups)).Names);
    }

    [Fact]
    public async Task Whoever_is_no_administrator_learns_nothing_about_groups_not_even_whether_one_exists()
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", "owner");
        var group = await world.CreateGroupAsync("ops", "ada");

        foreach (var (method, path, body) in ((string, string, string?)[])
            [
                ("GET", "", null), ("GET", "/members", null), ("PUT", "", """{"name":"x"}"""), ("DELETE", "", null),
                ("PUT", "/members", """{"account":"ada"}"""), ("POST", "/members/remove", """{"account":"ada"}"""),
            ])
        {
            var existing = await ada.SendAsync(method, $"{Groups}/{group}{path}", body);
            var absent = await ada.SendAsync(method, $"{Groups}/{Guid.NewGuid()}{path}", body);

            Assert.Equal((403, existing.Text), (existing.Status, absent.Text));
        }

        Assert.Equal(403, (await ada.GetAsync(Groups)).Status);
        Assert.Equal(403, (await ada.PostAsync(Groups, """{"name":"mine"}""")).Status);
    }

    [Fact]
    public async Task Tokens_for_programs_cannot_change_groups_of_an_administrator()
    {
        await using var world = await AccessWorld.StartAsync();
        var group = await world.CreateGroupAsync("ops");
        var program = await world.Server.DeriveAsync(world.Administrator);

        var answers = new List<ApiAnswer>
        {
            await program.PostAsync(Groups, """{"name":"mine"}"""),
            await program.PutAsync($"{Groups}/{group}/members", """{"account":"default"}"""),
            await program.PutAsync($"{Groups}/{group}", """{"name":"x"}"""),
            await program.DeleteAsync($"{Groups}/{group}"),
        };

        Assert.All(answers, answer => Assert.Equal(403, answer.Status));
    }

    [Fact]
    public async Task Deleting_a_group_takes_its_roles_and_shares_along_and_records_each()
    {
        await using var world = await AccessWorld.StartAsync();
        var secret = await world.CreateSecretAsync(world.Administrator, "db", "user");
        var ben = await world.AddAsync("ben");
        var group = await world.CreateGroupAsync("ops", "ben");
        Expect(await world.GrantAsync(world.Administrator, "group:ops", "viewer"));
        Expect(await ShareAsync(world.Administrator, secret, "group:ops", "read"));
        Assert.Equal(200, (await ben.GetAsync($"/api/v1/secrets/{secret}")).Status);

        Expect(await world.Administrator.DeleteAsync($"{Groups}/{group}"));

        Assert.Equal(404, (await ben.GetAsync($"/api/v1/secrets/{secret}")).Status);
        Assert.Contains("delete viewer for group:ops in the workspace 'default' success", await world.AuditAsync("role"));
        Assert.Contains("delete read on db (user scope) for group:ops success", await world.AuditAsync("secret_grant"));
        Assert.Equal(
            ["create ops success", "update ops: added ben success", "update ops: removed ben success", "delete ops success"],
            await world.AuditAsync("group"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ops")]
    [InlineData("o\\u200bps")]
    public async Task A_name_that_cannot_be_told_from_another_is_rejected(string name)
    {
        await using var world = await AccessWorld.StartAsync();

        Assert.InRange((await world.Administrator.PostAsync(Groups, $$"""{"name":"{{name}}"}""")).Status, 400, 422);
    }
}
