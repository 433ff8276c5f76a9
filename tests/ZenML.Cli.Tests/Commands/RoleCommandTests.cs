using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>role</c> and <c>group</c> over our own server.</summary>
public sealed class RoleCommandTests : IAsyncLifetime
{
    private Team team = null!;

    public async ValueTask InitializeAsync() => team = await Team.StartAsync();

    public ValueTask DisposeAsync() => team.DisposeAsync();

    [Fact]
    public async Task A_role_is_granted_and_listed_and_revoked()
    {
        var ben = await team.AddAsync("ben");

        var granted = await team.RunAsync("role grant editor --to ben");
        var listed = await team.RunAsync("role list --of ben");
        var own = await Team.RunAsync(ben, "role list");
        var revoked = await team.RunAsync("role revoke editor --from ben --yes");

        Assert.Equal("Granted 'ben' the role editor in the workspace 'default'.\n", granted.Error);
        Assert.Matches("ben +editor +default", listed.Out);
        Assert.Contains("These are only your own roles.", own.Error, StringComparison.Ordinal);
        Assert.Equal("Took the role editor in the workspace 'default' away from 'ben'.\n", revoked.Error);
        Assert.Contains("No roles found.", (await team.RunAsync("role list --of ben")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_without_a_role_can_log_in_and_is_told_whom_to_ask()
    {
        var ben = await team.AddAsync("ben");

        var who = await Team.RunAsync(ben, "whoami");
        var listed = await Team.FailAsync(ben, "secret list");
        await team.RunAsync("role grant viewer --to ben");

        Assert.Contains("For a role, ask an owner of the workspace or an administrator.", who.Error, StringComparison.Ordinal);
        Assert.Contains("or your account has no role in its workspace", listed, StringComparison.Ordinal);
        await Team.RunAsync(ben, "secret list");
        Assert.Equal("", (await Team.RunAsync(ben, "whoami")).Error);
    }

    [Fact]
    public async Task Revoke_asks_with_the_role_that_would_be_lost_and_changes_nothing_if_the_answer_is_no()
    {
        await team.AddAsync("ben");
        await team.RunAsync("role grant runner --to ben");

        var asked = await team.Admin.RunAsync(new FakeTerminal("n"), "role", "revoke", "--from", "ben");

        Assert.Contains("Take the role runner in the workspace 'default' away from 'ben'?", asked.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", asked.Error, StringComparison.Ordinal);
        Assert.Contains("runner", (await team.RunAsync("role list --of ben")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_that_a_higher_role_makes_useless_is_followed_by_the_command_that_takes_that_role_away()
    {
        await team.AddAsync("ben");
        await team.RunAsync("group create ops");
        await team.RunAsync("group add ops ben");
        await team.RunAsync("role grant editor --to group:ops --all-workspaces");

        var granted = await team.RunAsync("role grant viewer --to ben");
        var again = await team.RunAsync("role grant viewer --to ben");
        var replaced = await team.RunAsync("role grant owner --to ben");
        var revoked = await team.RunAsync("role revoke --from ben --yes");

        Assert.Contains("the role editor in every workspace of 'group:ops' counts", granted.Error, StringComparison.Ordinal);
        Assert.Contains("zenml role revoke --from group:ops --all-workspaces", granted.Error, StringComparison.Ordinal);
        Assert.StartsWith("'ben' already has the role viewer in the workspace 'default'.\n", again.Error, StringComparison.Ordinal);
        Assert.Equal("Granted 'ben' the role owner in the workspace 'default', in place of viewer.\n", replaced.Error);
        Assert.Contains("'ben' still has the role editor in every workspace of 'group:ops'.", revoked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_the_last_owner_of_a_workspace_away_is_possible_and_says_how_to_repair_it()
    {
        await team.AddAsync("ben");
        await team.RunAsync("role grant owner --to ben");
        await team.RunAsync("role revoke --from default --all-workspaces --yes");

        var revoked = await team.RunAsync("role revoke --from ben --yes");

        Assert.Contains("The workspace 'default' has no owner now.", revoked.Error, StringComparison.Ordinal);
        Assert.Contains("zenml role grant owner --to NAME --workspace default", revoked.Error, StringComparison.Ordinal);
        await team.RunAsync("role grant owner --to default");
    }

    [Fact]
    public async Task An_owner_manages_roles_of_one_workspace_and_an_editor_of_none()
    {
        var (ada, ben) = (await team.AddAsync("ada"), await team.AddAsync("ben"));
        await team.RunAsync("role grant owner --to ada");
        await team.RunAsync("role grant editor --to ben");

        await Team.RunAsync(ada, "role grant viewer --to ben --workspace default");
        var everywhere = await Team.FailAsync(ada, "role grant viewer --to ben --all-workspaces");
        var refused = await Team.FailAsync(ben, "role grant owner --to ben");

        Assert.Contains("Only administrators can grant roles in every workspace.", everywhere, StringComparison.Ordinal);
        Assert.Contains(
            "Only owners of the workspace 'default' and administrators can grant roles in it.", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_are_created_filled_described_and_deleted_with_what_is_lost()
    {
        await team.AddAsync("ben");
        await team.AddProgramAsync("ci");

        var created = await team.RunAsync("group create ops --description On-call");
        var added = await team.RunAsync("group add ops ben service-account:ci");
        var again = await team.RunAsync("group add ops ben");
        await team.RunAsync("role grant runner --to group:ops");
        await team.RunAsync("secret create db --password=abc123");
        await team.RunAsync("secret share db --with group:ops --can write");
        var described = JsonNode.Parse((await team.RunAsync("group describe ops --output json")).Out)!;
        var table = await team.RunAsync("group describe ops");
        var asked = await team.Admin.RunAsync(new FakeTerminal("n"), "group", "delete", "ops");
        await team.RunAsync("group remove ops ben");
        await team.RunAsync("group update ops --name on-call");
        await team.RunAsync("group delete on-call --yes");

        Assert.Equal("Created the group 'ops'.\n", created.Error);
        Assert.Equal("Added 'ben' to the group 'ops'.\nAdded 'service-account:ci' to the group 'ops'.\n", added.Error);
        Assert.Equal("'ben' is in the group 'ops' already.\n", again.Error);
        Assert.Equal(["ben", "service-account:ci"], described["members"]!.AsArray().Select(member => (string)member!));
        Assert.Matches("runner +workspace default", table.Out);
        Assert.Matches("write +secret db in default", table.Out);
        Assert.Contains(
            "Delete the group 'ops' with 2 members, 1 role and 1 shared secret?", asked.Error, StringComparison.Ordinal);
        Assert.Contains("No groups found.", (await team.RunAsync("group list")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role list", "name kind id role workspace all_workspaces granted_by created")]
    [InlineData("group list", "id name description created updated")]
    [InlineData("group describe ops", "id name description created updated members roles secrets")]
    [InlineData("user access ben", "name kind id is_admin groups roles secrets")]
    [InlineData("secret access db", "name kind id rights reason role all_workspaces through until")]
    public async Task Documents_have_exactly_these_keys_in_this_order(string command, string keys)
    {
        await team.AddAsync("ben");
        await team.RunAsync("group create ops");
        await team.RunAsync("role grant runner --to ben");
        await team.RunAsync("secret create db --password=abc123");

        var document = JsonNode.Parse((await team.RunAsync($"{command} --output json")).Out)!;

        Assert.Equal(keys.Split(' '), (document is JsonArray list ? list[0]! : document).AsObject().Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("role list")]
    [InlineData("role grant editor --to ben")]
    [InlineData("role revoke --from ben")]
    [InlineData("group list")]
    [InlineData("group add ops ben")]
    [InlineData("secret share db --with ben --can read")]
    [InlineData("secret unshare db --with ben")]
    [InlineData("secret access db")]
    [InlineData("user access")]
    public async Task The_local_store_has_no_roles_and_says_so(string command)
    {
        using var local = new CliHost();
        await local.RunAsync("secret", "create", "db", "--k=v");

        var error = await Team.FailAsync(local, command);

        Assert.Contains("The local store has one user and no other accounts, groups or roles.", error, StringComparison.Ordinal);
        Assert.Contains("zenml connect --url URL", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role grant king --to ben", "'viewer', 'runner', 'editor' or 'owner'")]
    [InlineData("role grant editor", "--to is required.")]
    [InlineData("secret share db --with ben", "--can is required.")]
    [InlineData("secret share db --with ben --can own", "'describe', 'read' or 'write'")]
    public async Task A_wrong_word_is_answered_with_the_words_that_there_are(string command, string message)
    {
        var run = await team.Admin.RunAsync(command.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_and_all_workspaces_together_are_a_mistake()
    {
        var run = await team.Admin.RunAsync("role", "list", "--workspace", "default", "--all-workspaces");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Use either --workspace or --all-workspaces, not both.", run.Error, StringComparison.Ordinal);
    }
}
