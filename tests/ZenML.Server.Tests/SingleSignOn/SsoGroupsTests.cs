using ZenML.Server.SingleSignOn;
using ZenML.TestKit.Identity;
using static ZenML.Server.Tests.SingleSignOn.SsoWorld;

namespace ZenML.Server.Tests.SingleSignOn;

/// <summary>What the groups of a person at the identity provider decide.</summary>
public sealed class SsoGroupsTests
{
    private static readonly (string, string) Creates = (SingleSignOnSettings.Accounts, "create");

    private static readonly (string, string) Mapping =
        (SingleSignOnSettings.Groups, "data=ml; cn=ops,dc=example=platform ;data=readers;lost=missing");

    [Fact]
    public async Task Each_login_gives_and_takes_the_groups_that_the_claim_says()
    {
        await using var world = await StartAsync(Creates, Mapping);
        await world.AddGroupsAsync("ml", "platform", "readers", "other");

        await world.LogInAsync(Ada with { Groups = ["data", "cn=ops,dc=example", "unmapped", "other"] });
        Assert.Equal(["ml", "platform", "readers"], await world.GroupsAsync("ada"));
        await world.LogInAsync(Ada with { Groups = ["data"] });
        Assert.Equal(["ml", "readers"], await world.GroupsAsync("ada"));
        await world.LogInAsync(Ada);
        Assert.Empty(await world.GroupsAsync("ada"));

        Assert.Equal(
            ["readers: single sign-on removed ada", "platform: single sign-on removed ada", "ml: single sign-on removed ada"],
            (await world.AuditAsync("action=update&resource_type=group")).Take(3).OrderDescending());
    }

    [Fact]
    public async Task A_role_of_a_group_counts_from_the_login_on_and_until_the_claim_goes()
    {
        await using var world = await StartAsync(Creates, Mapping, ("ZENML_SERVER_DEFAULT_ROLE", "none"));
        await world.AddGroupsAsync("ml", "readers", "platform");
        await world.Admin.PutAsync("/api/v1/x/roles", """{"holder": "group:ml", "role": "viewer", "all_workspaces": true}""");

        var ada = await world.LogInAsync(Ada with { Groups = ["data"] });
        Assert.Equal(["default"], (await ada.GetAsync("/api/v1/workspaces")).Names);
        await world.LogInAsync(Ada with { Groups = [] });
        Assert.Empty((await ada.GetAsync("/api/v1/workspaces")).Names);
    }

    [Fact]
    public async Task What_somebody_added_or_removed_by_hand_stays_so()
    {
        await using var world = await StartAsync(Creates, Mapping);
        var groups = await world.AddGroupsAsync("ml", "platform", "readers");
        await world.LogInAsync(Ada);
        await AddAsync(world, groups[1]);
        await world.LogInAsync(Ada with { Groups = ["data", "cn=ops,dc=example"] });

        // A membership that single sign-on had added, and that somebody confirms, is one of theirs.
        await AddAsync(world, groups[0]);
        await world.LogInAsync(Ada with { Groups = [] });

        Assert.Equal(["ml", "platform"], await world.GroupsAsync("ada"));
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_in_the_log_and_does_not_prevent_a_login()
    {
        await using var world = await StartAsync(Creates, Mapping);

        await world.LogInAsync(Ada with { Groups = ["lost"] });

        Assert.Contains(
            world.Server.Log.Lines,
            line => line.Contains("names the group 'missing', which does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_claim_with_the_groups_is_a_setting()
    {
        await using var world = await StartAsync(Creates, Mapping, ("ZENML_SERVER_SSO_GROUPS_CLAIM", "roles"));
        await world.AddGroupsAsync("ml", "readers");
        world.Provider.GroupsClaim = "roles";

        await world.LogInAsync(Ada with { Groups = ["data"] });

        Assert.Equal(["ml", "readers"], await world.GroupsAsync("ada"));
    }

    [Fact]
    public async Task Only_members_of_the_required_group_get_in_and_nobody_else_gets_an_account()
    {
        await using var world = await StartAsync(Creates, (SingleSignOnSettings.RequiredGroup, "zenml-users"));

        Assert.Contains(
            "not in the group", await world.RefusalAsync(Ada with { Groups = ["ZENML-USERS", "x"] }), StringComparison.Ordinal);
        Assert.Equal(["default"], (await world.Admin.GetAsync("/api/v1/users")).Names);
        await world.LogInAsync(Ada with { Groups = ["zenml-users"] });
        await world.RefusalAsync(Ada);
    }

    [Fact]
    public async Task Members_of_the_administrators_group_are_administrators_as_long_as_they_are_in_it()
    {
        await using var world = await StartAsync(Creates, (SingleSignOnSettings.AdministratorGroup, "admins"));
        var ada = await world.LogInAsync(Ada with { Groups = ["admins"] });
        Assert.Equal(200, (await ada.GetAsync("/api/v1/x/groups")).Status);

        await world.LogInAsync(Ada with { Groups = ["staff"] });

        Assert.Equal(403, (await ada.GetAsync("/api/v1/x/groups")).Status);
    }

    [Fact]
    public async Task An_administrator_whom_somebody_made_one_stays_one_and_so_does_the_last_one()
    {
        await using var world = await StartAsync(Creates, (SingleSignOnSettings.AdministratorGroup, "admins"));
        await world.CreateAsync("ben", isAdmin: true);
        await world.LinkAsync("ben", "00u-ben");
        var ben = await world.LogInAsync(new LoopbackPerson("00u-ben", "ben"));
        Assert.Equal(200, (await ben.GetAsync("/api/v1/x/groups")).Status);

        var ada = await world.LogInAsync(Ada with { Groups = ["admins"] });
        Assert.Equal(200, (await ada.PutAsync("/api/v1/users/ben", """{"is_admin": false}""")).Status);
        Assert.Equal(200, (await ada.PutAsync("/api/v1/users/default", """{"is_admin": false}""")).Status);
        await world.LogInAsync(Ada);
        Assert.Equal(200, (await ada.GetAsync("/api/v1/x/groups")).Status);
    }

    private static async Task AddAsync(SsoWorld world, Guid group) => Assert.Equal(
        200, (await world.Admin.PutAsync($"/api/v1/x/groups/{group}/members", """{"account": "ada"}""")).Status);
}
