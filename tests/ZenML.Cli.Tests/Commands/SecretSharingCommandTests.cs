namespace ZenML.Cli.Tests.Commands;

/// <summary><c>secret share</c>, <c>secret unshare</c>, <c>secret access</c> and <c>user access</c> over our own server.</summary>
public sealed class SecretSharingCommandTests : IAsyncLifetime
{
    private Team team = null!;

    public async ValueTask InitializeAsync() => team = await Team.StartAsync();

    public ValueTask DisposeAsync() => team.DisposeAsync();

    [Fact]
    public async Task A_private_secret_is_shared_for_two_hours_under_the_name_of_its_owner()
    {
        var (ada, ben) = (await team.AddAsync("ada"), await team.AddAsync("ben"));
        await team.RunAsync("role grant editor --to ada");
        await team.RunAsync("role grant viewer --to ben");
        await Team.RunAsync(ada, "secret create db --scope user --password=abc123");

        var shared = await Team.RunAsync(ada, "secret share db --with ben --can read --until 2h");
        var read = await Team.RunAsync(ben, "secret get ada/db password");
        var unshared = await Team.RunAsync(ada, "secret unshare db --with ben");

        Assert.Matches("^Shared the secret 'db' with 'ben': read until 20.*Z\\.\n", shared.Error);
        Assert.Contains("Others name it 'ada/db'. To read it: zenml secret get ada/db", shared.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("abc123", shared.Error + shared.Out, StringComparison.Ordinal);
        Assert.Equal("abc123", read.Out);
        Assert.Equal("The secret 'db' is no longer shared with 'ben'. They could read it.\n", unshared.Error);
        await Team.FailAsync(ben, "secret get ada/db password");
        Assert.Contains(
            "The secret 'db' is not shared with 'ben'.",
            await Team.FailAsync(ada, "secret unshare db --with ben"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_that_replaces_another_says_what_it_was()
    {
        await team.AddAsync("ben");
        await team.RunAsync("secret create db --password=abc123");
        await team.RunAsync("secret share db --with ben --can write");

        var replaced = await team.RunAsync("secret share db --with ben --can describe");

        Assert.Equal("Shared the secret 'db' with 'ben': describe. Before, it was write.\n", replaced.Error);
    }

    [Fact]
    public async Task Access_of_a_secret_shows_who_can_do_what_and_why()
    {
        var (ben, ci) = (await team.AddAsync("ben"), await team.AddProgramAsync("ci"));
        await team.RunAsync("group create ops");
        await team.RunAsync("group add ops ben");
        await team.RunAsync("role grant runner --to group:ops --to service-account:ci");
        await team.RunAsync("secret create db --password=abc123");
        await team.RunAsync("secret share db --with ben --can write --until 2999-01-01");

        var all = await team.RunAsync("secret access db");
        var names = await team.RunAsync("secret access db --output name");
        var own = await Team.RunAsync(ben, "secret access db");
        var program = await Team.RunAsync(ci, "secret access db");

        Assert.Matches("default +everything +owner in every workspace", all.Out);
        Assert.Matches("service-account:ci +read +runner in the workspace", all.Out);
        Assert.Matches("group:ops +read +runner in the workspace", all.Out);
        Assert.Matches("ben +read +runner in the workspace, through group:ops", all.Out);
        Assert.Matches("ben +read, write +shared +2999-01-01T00:00:00", all.Out);
        Assert.Equal("service-account:ci\ndefault\nother\ngroup:ops\nben\n", names.Out);
        Assert.DoesNotContain("service-account:ci", own.Out, StringComparison.Ordinal);
        Assert.Contains("This is only what you can do.", own.Error, StringComparison.Ordinal);
        Assert.Matches("service-account:ci +read", program.Out);
    }

    [Fact]
    public async Task Access_of_a_user_shows_groups_roles_and_shared_secrets()
    {
        var ben = await team.AddAsync("ben");
        await team.RunAsync("group create ops");
        await team.RunAsync("group add ops ben");
        await team.RunAsync("role grant viewer --to ben");
        await team.RunAsync("role grant runner --to group:ops --all-workspaces");
        await team.RunAsync("secret create db --scope user --password=abc123");
        await team.RunAsync("secret share db --with group:ops --can read --until 7d");

        var own = await Team.RunAsync(ben, "user access");
        var seen = await team.RunAsync("user access ben");
        var nobody = await Team.FailAsync(ben, "user access default");

        Assert.Equal(own.Out, seen.Out);
        Assert.Matches("member +group:ops", own.Out);
        Assert.Matches("viewer +workspace default", own.Out);
        Assert.Matches("runner +every workspace +group:ops", own.Out);
        Assert.Matches("read +secret default/db in default +group:ops +20", own.Out);
        Assert.Contains("Only administrators can see the access of others.", nobody, StringComparison.Ordinal);
        Assert.Contains("administrator", (await team.RunAsync("user access")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--until 2020-01-01", "must be in the future")]
    [InlineData("--until tomorrow", "must be a span such as 2h or 7d")]
    public async Task An_end_that_is_past_or_no_time_is_a_mistake(string until, string message)
    {
        await team.AddAsync("ben");
        await team.RunAsync("secret create db --password=abc123");

        Assert.Contains(
            message, await Team.FailAsync(team.Admin, $"secret share db --with ben --can read {until}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_does_not_exist_is_reported_with_the_forms_of_names_and_nothing_is_shared()
    {
        await team.RunAsync("secret create db --password=abc123");

        var error = await Team.FailAsync(team.Admin, "secret share db --with bne --can read");

        Assert.Contains("There is no account 'bne'.", error, StringComparison.Ordinal);
        Assert.Contains("group:ops", error, StringComparison.Ordinal);
    }
}
