using System.Text.Json;
using ZenML.Server.SingleSignOn;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit.Identity;
using static ZenML.Server.Tests.SingleSignOn.SsoWorld;

namespace ZenML.Server.Tests.SingleSignOn;

public sealed class SingleSignOnTests
{
    private static readonly (string, string) Creates = (SingleSignOnSettings.Accounts, "create");

    [Fact]
    public async Task A_server_says_where_its_people_log_in()
    {
        await using var world = await StartAsync();

        var answer = await new ApiClient(world.Server.Client, token: null).GetAsync("/api/v1/x/sso");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            [
                world.Provider.Address, "zenml", "openid profile email", "Loopback", world.Provider.Address + "/authorize",
                world.Provider.Address + "/token", world.Provider.Address + "/device_authorization", "on",
            ],
            ((string[])["issuer", "client_id", "scopes", "name", "authorization_endpoint", "token_endpoint",
                "device_authorization_endpoint", "password_login"]).Select(name => answer.Json.GetProperty(name).GetString()));
        Assert.True(answer.Json.GetProperty("names_issuer").GetBoolean());
    }

    [Fact]
    public async Task A_server_without_a_provider_has_no_single_sign_on()
    {
        await using var server = await RunningServer.StartAsync();
        var nobody = new ApiClient(server.Client, token: null);

        Assert.Equal(404, (await nobody.GetAsync("/api/v1/x/sso")).Status);
        Assert.Equal(404, (await nobody.PostAsync("/api/v1/x/sso/start", "{}")).Status);
        Assert.Equal(404, (await nobody.GetAsync("/sso/start?device_id=x&user_code=y")).Status);
        Assert.Equal(404, (await nobody.GetAsync("/sso/callback?code=x&state=y")).Status);
        var admin = await server.AdminAsync();
        Assert.Equal(403, (await admin.PutAsync("/api/v1/x/users/default/sso", """{"subject": "s"}""")).Status);
    }

    [Fact]
    public async Task The_first_login_creates_an_account_if_the_server_allows_that_and_later_ones_use_it()
    {
        await using var world = await StartAsync(Creates);
        world.Provider.Replace(Ada, Ada with { FullName = "Ada Lovelace" });

        var first = await world.LogInAsync(Ada with { FullName = "Ada Lovelace" });
        var second = await world.LogInAsync(Ada with { UserName = "renamed", FullName = "Someone" });

        var me = (await first.GetAsync("/api/v1/current-user")).Json;
        Assert.Equal("ada", me.GetProperty("name").GetString());
        Assert.Equal("Ada Lovelace", me.GetProperty("body").GetProperty("full_name").GetString());
        Assert.False(me.GetProperty("body").GetProperty("is_admin").GetBoolean());
        Assert.Equal("ada@example.com", me.GetProperty("metadata").GetProperty("email").GetString());
        Assert.Equal(first.User, second.User);
        Assert.Equal(["ada", "default"], (await world.Admin.GetAsync("/api/v1/users?sort_by=name")).Names);
    }

    [Fact]
    public async Task A_session_is_valid_as_long_as_one_of_a_password_and_lists_show_its_kind()
    {
        await using var world = await StartAsync(Creates);
        var answer = await world.SendAsync(await world.TokenAsync(Ada));
        Assert.Equal(24 * 60 * 60, answer.Json.GetProperty("expires_in").GetInt64());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var ada = world.Server.With(answer.Json.GetProperty("access_token").GetString()!);
        var issued = world.Server.With((await ada.GetAsync("/api/v1/api_token?expires_minutes=5")).Json.GetString()!);

        var tokens = (await ada.GetAsync("/api/v1/x/tokens?sort_by=created")).Json.GetProperty("items").EnumerateArray().ToArray();

        Assert.Equal(["sso", "sso"], tokens.Select(token => token.GetProperty("origin").GetString()));
        Assert.Equal([false, true], tokens.Select(token => token.GetProperty("derived").GetBoolean()));
        Assert.Equal(2, (await world.Admin.GetAsync("/api/v1/x/tokens?of_everyone=true&origin=sso")).Json.GetProperty("total").GetInt32());
        Assert.Equal(200, await issued.StatusAsync());
        Assert.Equal(200, (await ada.GetAsync("/api/v1/logout")).Status);
        Assert.Equal((401, 401), (await ada.StatusAsync(), await issued.StatusAsync()));
    }

    [Fact]
    public async Task Without_a_linked_account_nobody_gets_in_and_the_reason_names_the_command_that_links_one()
    {
        await using var world = await StartAsync();

        var reason = await world.RefusalAsync(Ada);

        Assert.Equal(
            "No account belongs to you. An administrator can link one: zenml user update NAME --sso-subject 00u-ada", reason);
        Assert.Equal(["default"], (await world.Admin.GetAsync("/api/v1/users")).Names);
    }

    [Fact]
    public async Task An_administrator_links_an_account_to_a_person_sees_that_and_ends_it()
    {
        await using var world = await StartAsync();
        await world.CreateAsync("ada");

        var linked = await world.LinkAsync("ada", Ada.Subject);
        Assert.Equal((200, "default"), (linked.Status, linked.Json.GetProperty("linked_by").GetString()));
        var ada = await world.LogInAsync(Ada with { UserName = "any name" });
        var seen = Assert.Single((await ada.GetAsync("/api/v1/x/users/ada/sso")).Json.GetProperty("identities").EnumerateArray());
        Assert.Equal(
            (Ada.Subject, world.Provider.Address, "ada"),
            (seen.GetProperty("subject").GetString()!, seen.GetProperty("issuer").GetString()!, seen.GetProperty("account").GetString()!));
        Assert.NotEqual(JsonValueKind.Null, seen.GetProperty("last_login").ValueKind);

        Assert.Equal(200, (await world.Admin.DeleteAsync("/api/v1/x/users/ada/sso")).Status);
        Assert.Equal(401, await ada.StatusAsync());
        Assert.Empty((await world.Admin.GetAsync("/api/v1/x/users/ada/sso")).Json.GetProperty("identities").EnumerateArray());
        Assert.Equal(404, (await world.Admin.DeleteAsync("/api/v1/x/users/ada/sso")).Status);
        await world.RefusalAsync(Ada);
    }

    [Fact]
    public async Task An_invited_account_becomes_active_when_it_is_linked()
    {
        await using var world = await StartAsync();
        var invited = await world.Admin.CreateAsync("/api/v1/users", """{"name": "ada", "is_admin": false}""");
        Assert.False(invited.Json.GetProperty("body").GetProperty("active").GetBoolean());

        Assert.Equal(200, (await world.LinkAsync("ada", Ada.Subject)).Status);
        await world.LogInAsync(Ada);

        var token = invited.Json.GetProperty("body").GetProperty("activation_token").GetString();
        var activated = await world.Admin.PutAsync(
            $"/api/v1/users/{invited.Id}/activate", $$"""{"activation_token":"{{token}}","password":"long enough"}""");
        Assert.Equal(401, activated.Status);
    }

    [Fact]
    public async Task A_deactivated_account_stays_out_until_an_administrator_activates_it()
    {
        await using var world = await StartAsync(Creates);
        var ada = await world.LogInAsync(Ada);
        Assert.Equal(200, (await world.Admin.PutAsync("/api/v1/users/ada/deactivate")).Status);

        Assert.Equal(401, await ada.StatusAsync());
        Assert.Equal("The user 'ada' is not active.", await world.RefusalAsync(Ada));
        Assert.Equal(200, (await world.Admin.PutAsync("/api/v1/users/ada", """{"active": true}""")).Status);
        await world.LogInAsync(Ada);
    }

    [Fact]
    public async Task A_deleted_account_is_a_new_one_at_the_next_login()
    {
        await using var world = await StartAsync(Creates);
        var before = await world.LogInAsync(Ada);
        Assert.Equal(200, (await world.Admin.DeleteAsync("/api/v1/users/ada")).Status);

        Assert.Equal(401, await before.StatusAsync());
        Assert.NotEqual(before.User, (await world.LogInAsync(Ada)).User);
    }

    [Theory]
    [InlineData(null, "ada@example.com", true, "ada@example.com")]
    [InlineData("email", "ada@example.com", true, "ada@example.com")]
    [InlineData("sub", "ada@example.com", false, "00u-x")]
    [InlineData(null, "ada@example.com", false, null)]
    [InlineData("email", "ada@example.com", false, null)]
    [InlineData("nickname", "ada@example.com", true, null)]
    public async Task The_name_of_a_new_account_is_a_claim_and_an_email_address_only_if_it_is_verified(
        string? claim, string email, bool isVerified, string? expected)
    {
        (string, string)[] settings = claim is null ? [Creates] : [Creates, (SingleSignOnSettings.NameClaim, claim)];
        await using var world = await StartAsync(settings);
        world.Provider.ChangeClaims = claims => claims.Remove("preferred_username");
        var person = new LoopbackPerson("00u-x", "x") { Email = email, IsEmailVerified = isVerified };

        var answer = await world.SendAsync(await world.TokenAsync(person));

        Assert.Equal(expected is null ? 400 : 200, answer.Status);
        Assert.Equal(
            expected is null ? ["default"] : [expected, "default"],
            (await world.Admin.GetAsync("/api/v1/users?sort_by=name")).Names.Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ada")]
    [InlineData("ada\u200b")]
    [InlineData("..")]
    [InlineData("ada\nroot")]
    public async Task A_name_that_cannot_be_that_of_an_account_creates_none(string name)
    {
        await using var world = await StartAsync(Creates);

        Assert.Equal(400, (await world.SendAsync(await world.TokenAsync(new LoopbackPerson("00u-x", name)))).Status);
        Assert.Equal(["default"], (await world.Admin.GetAsync("/api/v1/users")).Names);
    }

    [Fact]
    public async Task The_audit_names_the_person_at_a_creation_a_link_and_a_login_and_never_the_token()
    {
        await using var world = await StartAsync(Creates);
        var token = await world.TokenAsync(Ada);
        await world.SendAsync(token);
        await world.SendAsync(token);

        var person = $"{Ada.Subject} of {world.Provider.Address}";
        Assert.Equal(["ada"], await world.AuditAsync("action=create&resource_type=user&user_name=ada"));
        Assert.Equal([$"ada: linked to {person}"], await world.AuditAsync("action=update&resource_type=user"));
        Assert.Equal(
            [$"ada: single sign-on of {person}"], await world.AuditAsync("action=login&resource_type=user&user_name=ada&outcome=success"));
        Assert.Equal([person], await world.AuditAsync("action=login&resource_type=user&outcome=failed"));
        var everything = (await world.Admin.GetAsync("/api/v1/x/audit?size=1000")).Text;
        Assert.DoesNotContain(token, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[2], string.Join('\n', world.Server.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_one_server_began_is_finished_once_at_any_of_its_replicas()
    {
        await using var world = await StartAsync(Creates);
        await using var replica = await world.ReplicateAsync(Creates);
        var token = await world.TokenAsync(Ada);

        Assert.Equal(200, (await replica.SendAsync(token)).Status);
        Assert.Equal(400, (await world.SendAsync(token)).Status);
        Assert.Equal(400, (await replica.SendAsync(token)).Status);
        var together = await world.TokenAsync(Ada);
        var answers = await Task.WhenAll(world.SendAsync(together), replica.SendAsync(together), world.SendAsync(together));
        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
    }

    [Fact]
    public async Task One_address_can_begin_only_so_many_logins_that_it_does_not_finish()
    {
        await using var world = await StartAsync();
        for (var begun = 0; begun < Core.Accounts.SingleSignOn.SingleSignOnLogins.MaximumWaitingPerNetwork; begun++)
        {
            await world.NonceAsync();
        }

        var nobody = new ApiClient(world.Server.Client, token: null);
        Assert.Equal(429, (await nobody.PostAsync("/api/v1/x/sso/start", "{}")).Status);
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(11));
        await world.NonceAsync();
    }

    [Fact]
    public async Task A_session_of_a_person_can_approve_devices_and_one_of_a_program_cannot()
    {
        await using var world = await StartAsync(Creates);
        var ada = await world.LogInAsync(Ada);
        var ofProgram = world.Server.With((await ada.GetAsync("/api/v1/api_token?expires_minutes=5")).Json.GetString()!);
        var device = await DeviceBrowser.AskAsync(world);

        Assert.Equal(403, (await device.ApproveAsync(ofProgram)).Status);
        Assert.Equal(200, (await device.ApproveAsync(ada)).Status);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_no_failed_login_and_says_so()
    {
        await using var world = await StartAsync(Creates);
        await world.LogInAsync(Ada);
        world.Provider.Takeover = http =>
        {
            http.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddHours(2));
        for (var attempt = 0; attempt < 40; attempt++)
        {
            Assert.Equal(503, (await world.SendAsync(await world.TokenAsync(Ada))).Status);
        }

        Assert.Equal(503, (await world.Admin.GetAsync("/api/v1/x/sso")).Status);
        world.Provider.Takeover = null;
        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(1));
        await world.LogInAsync(Ada);
        Assert.Equal(200, (await world.Admin.GetAsync("/api/v1/x/sso")).Status);
    }
}
