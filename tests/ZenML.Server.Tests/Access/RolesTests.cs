using ZenML.Server.Tests.Attacks;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Access.AccessWorld;

namespace ZenML.Server.Tests.Access;

/// <summary>Who can give roles to whom, and what it says.</summary>
public sealed class RolesTests
{
    private const string Roles = "/api/v1/x/roles";

    [Fact]
    public async Task An_account_that_is_given_a_role_can_read_secrets_with_its_next_request_and_no_longer_after_the_role_is_taken_away()
    {
        await using var world = await AccessWorld.StartAsync();
        var secret = await world.CreateSecretAsync(world.Administrator, "db");
        var ben = await world.AddAsync("ben");
        var before = await ben.GetAsync($"/api/v1/secrets/{secret}");

        Expect(await world.GrantAsync(world.Administrator, "ben", "runner"));
        var meanwhile = await ben.GetAsync($"/api/v1/secrets/{secret}");
        Expect(await world.RevokeAsync(world.Administrator, "ben"));

        Assert.Equal((404, 200), (before.Status, meanwhile.Status));
        Assert.Equal((404, before.Text), ((await ben.GetAsync($"/api/v1/secrets/{secret}")).Status, before.Text));
    }

    [Fact]
    public async Task An_owner_of_a_workspace_grants_roles_in_it_and_neither_elsewhere_nor_everywhere()
    {
        await using var world = await AccessWorld.StartAsync();
        var other = (await world.Administrator.CreateAsync("/api/v1/workspaces", """{"name":"research"}""")).Id;
        var ada = await world.AddAsync("ada", "owner");
        await world.AddAsync("ben");

        Expect(await world.GrantAsync(ada, "ben", "owner"));
        var elsewhere = await ada.PutAsync(Roles, $$"""{"holder":"ben","role":"viewer","workspace":"{{other}}"}""");
        var everywhere = await ada.PutAsync(Roles, """{"holder":"ben","role":"viewer","all_workspaces":true}""");

        Assert.Contains(elsewhere.Status, (int[])[403, 404]);
        Assert.Equal((403, "IllegalOperationError"), (everywhere.Status, everywhere.ErrorClass));
        Assert.Contains("Only administrators can grant roles in every workspace.", everywhere.Text, StringComparison.Ordinal);
        var listed = await ada.GetAsync($"{Roles}?workspace={world.Workspace}");
        Assert.True(listed.Json.GetProperty("is_complete").GetBoolean());
        Assert.Contains("ben owner", Items(listed, "items", "holder.name", "role"));
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("runner")]
    [InlineData("editor")]
    public async Task An_account_below_owner_grants_nothing_and_sees_only_its_own_roles(string role)
    {
        await using var world = await AccessWorld.StartAsync();
        var ada = await world.AddAsync("ada", role);
        await world.AddAsync("ben", "owner");
        await world.CreateGroupAsync("ops", "ada");
        Expect(await world.GrantAsync(world.Administrator, "group:ops", "viewer"));

        var granted = await world.GrantAsync(ada, "ada", "owner");
        var unknown = await world.GrantAsync(ada, "nobody", "owner");
        var revoked = await world.RevokeAsync(ada, "ben");
        var listed = await ada.GetAsync($"{Roles}?workspace={world.Workspace}");

        Assert.All([granted, unknown, revoked], answer => Assert.Equal(403, answer.Status));
        Assert.Equal(granted.Text, unknown.Text);
        Assert.False(listed.Json.GetProperty("is_complete").GetBoolean());
        Assert.Equal([$"ada {role}", "ops viewer"], Items(listed, "items", "holder.name", "role"));
        Assert.Equal(Items(listed, "items", "role"), Items(await ada.GetAsync(Roles), "items", "role"));
    }

    [Fact]
    public async Task A_granted_role_replaces_the_one_before_and_the_answer_says_which_role_counts_instead()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.AddAsync("ben", "viewer");
        await world.CreateGroupAsync("ops", "ben");
        Expect(await world.GrantAsync(world.Administrator, "group:ops", "owner"));

        var granted = Expect(await world.GrantAsync(world.Administrator, "ben", "runner"));
        var again = Expect(await world.GrantAsync(world.Administrator, "ben", "runner"));

        Assert.Equal("viewer", granted.Json.GetProperty("before").GetString());
        Assert.Equal("group", granted.Json.GetProperty("higher").GetProperty("holder").GetProperty("kind").GetString());
        Assert.Equal("runner", again.Json.GetProperty("before").GetString());
        var listed = await world.Administrator.GetAsync($"{Roles}?workspace={world.Workspace}");
        Assert.Single(Items(listed, "items", "holder.name"), "ben");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_must_be_the_one_that_was_meant()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.AddAsync("ben", "editor");

        var other = await world.Administrator.PostAsync(
            $"{Roles}/revoke", $$"""{"holder":"ben","role":"viewer","workspace":"{{world.Workspace}}"}""");
        var everywhere = await world.Administrator.PostAsync($"{Roles}/revoke", """{"holder":"ben","all_workspaces":true}""");
        Expect(await world.RevokeAsync(world.Administrator, "ben"));

        Assert.Equal((404, 404), (other.Status, everywhere.Status));
        Assert.Contains("has the role editor in the workspace 'default', not viewer", other.Text, StringComparison.Ordinal);
        Assert.Contains("'ben' has no role in every workspace of its own.", everywhere.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await world.RevokeAsync(world.Administrator, "ben")).Status);
    }

    [Fact]
    public async Task Taking_a_role_away_says_which_role_remains_and_whether_the_workspace_has_an_owner()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.AddAsync("ben", "owner");
        await world.CreateGroupAsync("ops", "ben");
        Expect(await world.GrantAsync(world.Administrator, "group:ops", "viewer"));

        var first = Expect(await world.RevokeAsync(world.Administrator, "ben")).Json;
        Expect(await world.GrantAsync(world.Administrator, "ben", "owner"));
        Expect(await world.Administrator.PostAsync($"{Roles}/revoke", """{"holder":"default","all_workspaces":true}"""));
        var second = Expect(await world.RevokeAsync(world.Administrator, "ben")).Json;

        Assert.Equal("ops", first.GetProperty("remaining").GetProperty("holder").GetProperty("name").GetString());
        Assert.False(first.GetProperty("leaves_no_owner").GetBoolean());
        Assert.True(second.GetProperty("leaves_no_owner").GetBoolean());
        Expect(await world.GrantAsync(world.Administrator, "default", "owner"));
    }

    [Fact]
    public async Task Keys_and_tokens_for_programs_cannot_grant_roles_even_if_their_account_is_an_owner()
    {
        await using var world = await AccessWorld.StartAsync();
        var (_, key) = await world.Administrator.MakeKeyAsync();
        Expect(await world.GrantAsync(world.Administrator, "service-account:ci", "owner"));
        var ada = await world.AddAsync("ada", "owner");

        foreach (var program in (ApiClient[])[await world.Server.WithKeyAsync(key), await world.Server.DeriveAsync(ada)])
        {
            var granted = await world.GrantAsync(program, "ada", "viewer");
            var revoked = await world.RevokeAsync(program, "ada");

            Assert.Equal((403, 403), (granted.Status, revoked.Status));
            Assert.Contains("Log in as a person", granted.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Holders_are_named_by_their_kind_where_a_name_means_two()
    {
        await using var world = await AccessWorld.StartAsync();
        await world.AddAsync("same");
        await world.AddAsync("group:same");
        var program = (await world.Administrator.CreateAsync("/api/v1/service_accounts", """{"name":"same","active":true}""")).Id;
        await world.Administrator.CreateAsync("/api/v1/service_accounts", """{"name":"ci","active":true}""");
        await world.CreateGroupAsync("same");

        var answers = new Dictionary<string, ApiAnswer>(StringComparer.Ordinal);
        foreach (var holder in (string[])
            ["same", "user:same", "service-account:same", "group:same", "user:group:same", "ci", "nobody", "group:nobody", $"{program}"])
        {
            answers[holder] = await world.GrantAsync(world.Administrator, holder, "viewer");
        }

        Assert.Equal(400, answers["same"].Status);
        Assert.Contains("service-account:same", answers["same"].Text, StringComparison.Ordinal);
        Assert.Equal((404, 404), (answers["nobody"].Status, answers["group:nobody"].Status));
        Assert.Equal(
            ["user same", "service_account same", "group same", "user group:same", "service_account ci", "service_account same"],
            ((string[])["user:same", "service-account:same", "group:same", "user:group:same", "ci", $"{program}"])
                .Select(holder => Expect(answers[holder]).Json.GetProperty("role").GetProperty("holder"))
                .Select(holder => $"{holder.GetProperty("kind")} {holder.GetProperty("name")}"));
    }

    [Fact]
    public async Task The_audit_log_says_who_got_which_role_where_and_who_was_refused()
    {
        await using var world = await AccessWorld.StartAsync();
        var ben = await world.AddAsync("ben", "editor");
        await world.GrantAsync(world.Administrator, "ben", "viewer");
        await world.GrantAsync(ben, "ben", "owner");
        await world.RevokeAsync(world.Administrator, "ben");

        var audit = await world.AuditAsync("role");

        Assert.Equal(
            [
                "delete editor for ben in every workspace success",
                "create editor for ben in the workspace 'default' success",
                "update viewer for ben in the workspace 'default' success",
                "create default refused",
                "delete viewer for ben in the workspace 'default' success",
            ],
            audit.SkipWhile(record => !record.Contains("ben", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"holder":"default","role":"viewer"}""")]
    [InlineData("""{"holder":"default","role":"king","all_workspaces":true}""")]
    [InlineData("""{"holder":"default","all_workspaces":true}""")]
    [InlineData("""{"role":"viewer","all_workspaces":true}""")]
    [InlineData("""{"holder":"default","role":"viewer","workspace":"default"}""")]
    [InlineData("""{"holder":"default","role":"viewer","workspace":"7a6a9ba8-0c0c-4c0f-9f6e-3f1d2a1b0c0d","all_workspaces":true}""")]
    public async Task A_request_that_does_not_say_who_gets_which_role_where_is_rejected(string body)
    {
        await using var world = await AccessWorld.StartAsync();

        Assert.Equal(422, (await world.Administrator.PutAsync(Roles, body)).Status);
    }
}
