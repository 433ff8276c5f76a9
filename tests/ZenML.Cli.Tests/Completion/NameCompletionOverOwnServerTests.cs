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
