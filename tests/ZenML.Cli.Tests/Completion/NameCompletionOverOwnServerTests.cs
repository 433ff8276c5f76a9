using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Completion;

public sealed class NameCompletionOverOwnServerTests : NameCompletionTests
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task Accounts_and_their_API_keys_complete_with_the_verb_on_either_side()
    {
        await Host.RunAsync("service-account", "create", "ci");
        await Host.RunAsync("service-account", "api-key", "create", "ci", "nightly");
        await Host.RunAsync("user", "create", "ada", "--no-password");

        Assert.Equal(["ci"], await CompleteAsync("zenml service-account describe "));
        Assert.Equal(["ci"], await CompleteAsync("zenml service-account api-key list "));
        Assert.Equal(["nightly"], await CompleteAsync("zenml service-account api-key rotate ci ni"));
        Assert.Equal(["nightly"], await CompleteAsync("zenml service-account api-key ci rotate ni"));
        Assert.Equal(["ada"], await CompleteAsync("zenml user delete a"));
        Assert.Equal(["true", "false"], await CompleteAsync("zenml user update ada --active "));
    }

    [Fact]
    public async Task Accounts_and_groups_complete_with_their_kind_where_a_role_or_a_secret_can_go_to_either()
    {
        await CreateAsync("db", "k");
        await Host.RunAsync("service-account", "create", "ci");
        await Host.RunAsync("user", "create", "ada", "--no-password");
        await Host.RunAsync("group", "create", "ops");

        Assert.Equal(["ada", "default", "other", "service-account:ci", "group:ops"], await CompleteAsync("zenml role grant viewer --to "));
        Assert.Equal(["ada"], await CompleteAsync("zenml role revoke --from a"));
        Assert.Equal(["service-account:ci"], await CompleteAsync("zenml secret share db --with service-account:c"));
        Assert.Equal(["group:ops"], await CompleteAsync("zenml secret unshare db --with gr"));
        Assert.Equal(["describe", "read", "write"], await CompleteAsync("zenml secret share db --can "));
        Assert.Equal(["viewer", "runner", "editor", "owner"], await CompleteAsync("zenml role grant "));
        Assert.Equal(["ops"], await CompleteAsync("zenml group add o"));
        Assert.Equal(["default", "other", "service-account:ci"], await CompleteAsync("zenml group remove ops ada "));
        Assert.Equal(["ada"], await CompleteAsync("zenml user access a"));
    }

    [Fact]
    public async Task Completion_leaves_no_record_of_a_read()
    {
        await CreateAsync("db", "username", "password");
        var before = await EventsAsync();

        await CompleteAsync("zenml secret get ");
        await CompleteAsync("zenml secret get db ");
        await CompleteAsync("zenml secret rollback db --to ");
        await CompleteAsync("zenml run --env X={{db.");

        Assert.Equal(before, await EventsAsync());
    }

    private async Task<string[]> EventsAsync() =>
    [
        .. JsonNode.Parse((await Host.RunAsync("audit", "list", "--output", "json")).Out)!.AsArray()
            .Select(audited => audited!["id"]!.GetValue<string>()),
    ];
}
