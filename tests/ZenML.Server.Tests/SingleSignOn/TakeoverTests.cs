using System.Text.Json.Nodes;
using ZenML.Server.Configuration;
using ZenML.Server.SingleSignOn;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit.Identity;
using static ZenML.Server.Tests.SingleSignOn.SsoWorld;

namespace ZenML.Server.Tests.SingleSignOn;

/// <summary>Attempts to get into the account of somebody else by way of the identity provider.</summary>
public sealed class TakeoverTests
{
    private static readonly (string, string) Creates = (SingleSignOnSettings.Accounts, "create");

    private static readonly (string, string) LinksByName = (SingleSignOnSettings.Link, "name");

    [Theory]
    [InlineData("ada")]
    [InlineData("default")]
    public async Task The_name_or_email_address_of_an_account_with_a_password_does_not_open_it(string name)
    {
        await using var world = await StartAsync(Creates);
        await world.CreateAsync("ada");
        var thief = new LoopbackPerson("00u-thief", name) { Email = $"{name}@example.com", IsEmailVerified = true };

        var reason = await world.RefusalAsync(thief);

        Assert.Equal(
            $"The name '{name}' belongs to an account that is not linked to you. An administrator can link it: "
                + $"zenml user update {name} --sso-subject 00u-thief",
            reason);
        Assert.Empty((await world.Admin.GetAsync($"/api/v1/x/users/{name}/sso")).Json.GetProperty("identities").EnumerateArray());
    }

    [Fact]
    public async Task A_linked_account_is_opened_by_its_subject_alone_whatever_name_others_get()
    {
        await using var world = await StartAsync(Creates, LinksByName);
        var ada = await world.LogInAsync(Ada);
        var thief = new LoopbackPerson("00u-thief", "ada") { Email = Ada.Email, IsEmailVerified = true };

        Assert.Contains("not linked to you", await world.RefusalAsync(thief), StringComparison.Ordinal);
        Assert.Equal(ada.User, (await world.LogInAsync(Ada with { UserName = "lovelace" })).User);
        Assert.NotEqual(ada.User, (await world.LogInAsync(thief with { UserName = "lovelace" })).User);
    }

    [Fact]
    public async Task A_subject_in_other_letters_is_another_person()
    {
        await using var world = await StartAsync(Creates);
        await world.LogInAsync(Ada);

        Assert.Contains(
            "not linked to you", await world.RefusalAsync(Ada with { Subject = Ada.Subject.ToUpperInvariant() }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_operator_trusts_the_names_of_the_provider_a_first_login_links_the_account_of_that_name()
    {
        await using var world = await StartAsync(LinksByName);
        await world.CreateAsync("ada");

        var ada = await world.LogInAsync(Ada);

        Assert.Equal("ada", (await ada.GetAsync("/api/v1/current-user")).Json.GetProperty("name").GetString());
        Assert.Contains("No account", await world.RefusalAsync(new LoopbackPerson("00u-x", "nobody")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Even_then_no_name_opens_an_administrator_a_deactivated_account_or_a_service_account()
    {
        await using var world = await StartAsync(LinksByName);
        await world.CreateAsync("gone");
        await world.Admin.PutAsync("/api/v1/users/gone/deactivate");
        await world.Admin.CreateAsync("/api/v1/users", """{"name": "invited", "is_admin": false}""");
        await world.Admin.CreateAsync("/api/v1/service_accounts", """{"name": "robot", "active": true}""");

        Assert.Contains("not linked", await world.RefusalAsync(new LoopbackPerson("1", "default")), StringComparison.Ordinal);
        Assert.Contains("not active", await world.RefusalAsync(new LoopbackPerson("2", "gone")), StringComparison.Ordinal);
        Assert.Contains("not active", await world.RefusalAsync(new LoopbackPerson("3", "invited")), StringComparison.Ordinal);
        Assert.Contains("No account", await world.RefusalAsync(new LoopbackPerson("4", "robot")), StringComparison.Ordinal);
        foreach (var name in (string[])["default", "gone", "invited"])
        {
            Assert.Empty((await world.Admin.GetAsync($"/api/v1/x/users/{name}/sso")).Json.GetProperty("identities").EnumerateArray());
        }
    }

    [Fact]
    public async Task An_administrator_who_links_themselves_to_an_account_does_not_see_its_private_secrets()
    {
        await using var world = await StartAsync();
        var ada = await world.Server.PersonAsync(world.Admin, "ada");
        var workspace = (await world.Admin.GetAsync("/api/v1/workspaces/default")).Id;
        var secret = (await ada.CreateAsync(
            $"/api/v1/workspaces/{workspace}/secrets",
            $$"""{"name": "mine", "scope": "user", "values": {"k": "v"}, "user": "{{ada.User}}", "workspace": "{{workspace}}"}""")).Id;
        Assert.Equal(200, (await world.LinkAsync("ada", "00u-admin")).Status);

        Assert.Equal(401, await ada.StatusAsync());
        var thief = await world.LogInAsync(new LoopbackPerson("00u-admin", "admin"));
        Assert.Equal(ada.User, thief.User);
        Assert.Equal(404, (await thief.GetAsync($"/api/v1/secrets/{secret}")).Status);

        var owner = await ApiClient.LoginAsync(world.Server, "ada", "ada-password");
        Assert.Equal(404, (await owner.GetAsync($"/api/v1/secrets/{secret}")).Status);
        var notice = Assert.Single((await owner.GetAsync("/api/v1/x/password-resets")).Json.EnumerateArray());
        Assert.Equal("default", notice.GetProperty("administrator").GetString());
        Assert.Equal(
            200, (await owner.PostAsync("/api/v1/x/password-resets/confirm", """{"old_password": "ada-password"}""")).Status);
        Assert.Equal(200, (await owner.GetAsync($"/api/v1/secrets/{secret}")).Status);
    }

    [Fact]
    public async Task A_person_belongs_to_one_account_and_a_service_account_to_nobody()
    {
        await using var world = await StartAsync();
        await world.CreateAsync("ada");
        await world.CreateAsync("ben");
        var robot = await world.Admin.CreateAsync("/api/v1/service_accounts", """{"name": "robot", "active": true}""");
        await world.LinkAsync("ada", Ada.Subject);

        var taken = await world.LinkAsync("ben", Ada.Subject);
        Assert.Equal(409, taken.Status);
        Assert.Contains("'ada'", taken.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await world.LinkAsync("robot", "00u-robot")).Status);
        Assert.Equal(404, (await world.LinkAsync(robot.Id.ToString(), "00u-robot")).Status);
        Assert.Equal(400, (await world.LinkAsync("ben", " ")).Status);
        Assert.Equal(422, (await world.LinkAsync("ben", new string('s', 256))).Status);
    }

    [Fact]
    public async Task Only_administrators_link_accounts_and_nobody_else_sees_whose_they_are()
    {
        await using var world = await StartAsync();
        var ben = await world.Server.PersonAsync(world.Admin, "ben");
        await world.CreateAsync("ada");

        foreach (var name in (string[])["ada", "nobody"])
        {
            Assert.Equal(403, (await ben.GetAsync($"/api/v1/x/users/{name}/sso")).Status);
            Assert.Equal(403, (await ben.PutAsync($"/api/v1/x/users/{name}/sso", """{"subject": "mine"}""")).Status);
            Assert.Equal(403, (await ben.DeleteAsync($"/api/v1/x/users/{name}/sso")).Status);
        }

        Assert.Equal(403, (await ben.PutAsync("/api/v1/x/users/ben/sso", """{"subject": "mine"}""")).Status);
        Assert.Equal(200, (await ben.GetAsync("/api/v1/x/users/ben/sso")).Status);
    }

    [Fact]
    public async Task An_ID_token_of_a_person_is_no_identity_of_a_service_account_unless_an_administrator_trusts_it()
    {
        await using var world = await StartAsync(Creates);
        await world.Admin.CreateAsync("/api/v1/service_accounts", """{"name": "ci", "active": true}""");

        var answer = await world.SendAsync(await world.TokenAsync(Ada), ("service_account", "ci"));

        Assert.StartsWith("The identity token is not accepted.", ReasonOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_a_password_is_not_opened_by_an_empty_one()
    {
        await using var world = await StartAsync(Creates);
        await world.LogInAsync(Ada);
        await using var later = await RunningServer.StartAsync(
            world.Clock,
            (SettingNames.StoreUrl, $"sqlite:///{world.Server.DatabasePath}"), (SettingNames.DefaultUserPassword, ""),
            (SettingNames.AllowEmptyPassword, "true"));

        using var empty = await later.PostLoginAsync(("username", "ada"), ("password", ""));

        Assert.Equal(401, (int)empty.StatusCode);
    }

    [Fact]
    public async Task What_a_token_says_about_the_account_is_escaped_where_it_is_repeated()
    {
        await using var world = await StartAsync(Creates);
        world.Provider.ChangeClaims = claims => claims["sub"] = JsonValue.Create("a'; rm -rf ~ #\u001b[31m");

        var answer = await world.SendAsync(await world.TokenAsync(Ada));

        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain("\\u001b", answer.Text, StringComparison.OrdinalIgnoreCase);
    }
}
