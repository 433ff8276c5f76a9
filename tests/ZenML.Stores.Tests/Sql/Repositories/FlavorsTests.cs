using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class FlavorsTests
{
    [Theory, EveryDatabase]
    public async Task A_flavor_of_a_workspace_takes_precedence_over_the_built_in_flavor_with_the_same_name(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var second = await store.Services.Workspaces.CreateAsync("second", "", Token);
        var own = await store.AddFlavorAsync("mlflow");

        Assert.Equal(own.Id, (await FindAsync(store, "mlflow")).Id);
        Assert.Equal(own.Id, (await FindAsync(store, "mlf", LookupMode.Reading)).Id);
        var elsewhere = await store.Services.Flavors.FindAsync(
            second.Id, ComponentType.ExperimentTracker, "mlflow", LookupMode.Exact, Token);
        Assert.False(elsewhere.Definition.IsCustom);
        Assert.Equal(51, (await store.Services.Flavors.ListAsync(new ListQuery { Workspace = store.Workspace.Id }, Token)).Total);
        Assert.Equal(50, (await store.Services.Flavors.ListAsync(new ListQuery { Workspace = second.Id }, Token)).Total);
        Assert.Equal(
            FlavorDocument.WriteJson(own.Definition with { IsCustom = true }),
            FlavorDocument.WriteJson((await FindAsync(store, "mlflow")).Definition));

        await FailsAsync(ErrorCode.AlreadyExists, () => store.AddFlavorAsync("mlflow"));
        await FailsAsync(ErrorCode.NotAllowed, () => store.Services.Flavors.DeleteAsync(elsewhere.Id, Token));
        await store.Services.Flavors.DeleteAsync(own.Id, Token);
        Assert.Equal(elsewhere.Id, (await FindAsync(store, "mlflow")).Id);
    }

    [Theory, EveryDatabase]
    public async Task Lists_can_be_restricted_to_a_type_and_filtered_by_optional_fields(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var own = await store.AddFlavorAsync();

        var trackers = await store.Services.Flavors.ListAsync(new ListQuery { Type = ComponentType.ExperimentTracker, Size = 100 }, Token);
        Assert.All(trackers.Items, flavor => Assert.Equal(ComponentType.ExperimentTracker, flavor.Type));
        Assert.Contains(own.Id, trackers.Items.Select(flavor => flavor.Id));
        Assert.Equal([own.Id], (await store.Services.Flavors.ListAsync(
            new ListQuery { ["user_id"] = store.Database.LocalCaller.UserId.ToString(), SortBy = "desc:workspace_id" },
            Token)).Items.Select(flavor => flavor.Id));
        Assert.NotEqual(0, (await store.Services.Flavors.ListAsync(new ListQuery { ["integration"] = "mlflow" }, Token)).Total);
    }

    [Fact]
    public async Task A_sensitive_attribute_has_no_default()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var flavor = await store.AddFlavorAsync();
        var leaking = flavor.Definition with
        {
            Name = "leaking",
            Schema = new FlavorSchema
            {
                Attributes =
                [
                    new FlavorAttribute
                    {
                        Name = "token", Shape = new AttributeShape.Text(), IsSensitive = true, Default = "a-value",
                    },
                ],
            },
        };

        foreach (var attempt in new Func<Task>[]
        {
            () => store.Services.Flavors.RegisterAsync(store.Workspace.Id, leaking, Token),
            () => store.Services.Flavors.UpdateAsync(flavor.Id, new FlavorUpdate(_ => leaking), Token),
        })
        {
            var error = await Assert.ThrowsAsync<ZenException>(attempt);
            Assert.Equal(ErrorCode.InvalidArgument, error.Code);
            Assert.Contains("'token'", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("a-value", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("tracker", (await store.Services.Flavors.GetAsync(flavor.Id, Token)).Name);
    }

    private static Task<Flavor> FindAsync(TemporaryStore store, string name, LookupMode mode = LookupMode.Exact) =>
        store.Services.Flavors.FindAsync(store.Workspace.Id, ComponentType.ExperimentTracker, name, mode, Token);
}
