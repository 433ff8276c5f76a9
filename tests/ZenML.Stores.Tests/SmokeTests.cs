using ZenML.Core.Querying;
using ZenML.Core.Secrets;
using ZenML.Core.Lookups;
using ZenML.TestKit;

namespace ZenML.Stores.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_secret_comes_back()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TemporaryStore.CreateAsync();
        var created = await store.Services.Secrets.CreateAsync(
            new NewSecret(store.Workspace.Id, SecretName.Parse("a"), SecretScope.Workspace, new SecretValues { ["k"] = "v", [""] = "", ["n\0"] = "x" }), token);
        var found = await store.Services.Secrets.FindWithValuesAsync(store.Workspace.Id, "a", null, LookupMode.Reading, token);
        Assert.Equal("v", found["k"].Reveal());
        Assert.Equal(["k", "", "n\0"], found.Info.Keys);
        Assert.Equal(created.Id, found.Id);
        var page = await store.Services.Secrets.ListAsync(new ListQuery { Workspace = store.Workspace.Id, ["name"] = "contains:A" }, token);
        Assert.Equal(1, page.Total);
        Assert.Single(page.Items);
        var flavors = await store.Services.Flavors.ListAsync(new ListQuery { Size = 100 }, token);
        Assert.Equal(50, flavors.Total);
        var stacks = await store.Services.Stacks.ListAsync(new ListQuery(), token);
        Assert.Equal(2, stacks.Items.Single().Components.Count);
    }
}
