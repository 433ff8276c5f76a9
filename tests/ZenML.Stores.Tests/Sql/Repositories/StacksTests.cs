using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class StacksTests
{
    [Theory, EveryDatabase]
    public async Task A_stack_can_be_registered_and_changed_and_deleted_with_its_components(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        var basic = (await store.Services.Stacks.ListAsync(new ListQuery(), Token)).Items.Single();
        var first = await store.AddComponentAsync("first");
        var second = await store.AddComponentAsync("second");

        var stack = await store.Services.Stacks.RegisterAsync(
            new NewStack(store.Workspace.Id, "mine", [.. basic.Components.Select(component => component.Id), first.Id]), Token);
        Assert.Equal(stack.Components, (await FindAsync(store, "mine")).Components, ComponentComparer.ById);
        Assert.Equal("default", (await FindAsync(store, "mine")).User!.Name);

        await store.Services.Stacks.UpdateAsync(stack.Id, new StackUpdate { Name = "ours", Set = [second.Id] }, Token);
        Assert.Equal(["default", "second", "default"], (await FindAsync(store, "ours")).Components.Select(component => component.Name));

        await FailsAsync(ErrorCode.NotAllowed, () => store.Services.Components.DeleteAsync(second.Id, Token));
        await FailsAsync(ErrorCode.AlreadyExists, () => store.Services.Stacks.RegisterAsync(
            new NewStack(store.Workspace.Id, "ours", [.. basic.Components.Select(component => component.Id)]), Token));

        var deleted = await store.Services.Stacks.DeleteAsync(stack.Id, withComponents: true, Token);
        Assert.Equal(["second"], deleted.Select(component => component.Name));
        await FailsAsync(ErrorCode.NotFound, () => FindAsync(store, "ours"));
        Assert.Equal(3, (await store.Services.Components.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task Each_listed_stack_has_its_own_components(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        var basic = (await store.Services.Stacks.ListAsync(new ListQuery(), Token))
            .Items.Single().Components.Select(component => component.Id).ToArray();
        var components = new List<Component>();
        for (var index = 0; index < 30; index++)
        {
            components.Add(await store.AddComponentAsync($"t{index:D2}"));
            await store.Services.Stacks.RegisterAsync(
                new NewStack(store.Workspace.Id, $"t{index:D2}", [.. basic, components[index].Id]), Token);
        }

        var page = await store.Services.Stacks.ListAsync(
            new ListQuery { Size = 100, SortBy = "desc:name", ["name"] = "startswith:t" }, Token);
        Assert.Equal(30, page.Items.Count);
        Assert.All(page.Items, stack => Assert.Equal(stack.Name, stack.Find(ComponentType.ExperimentTracker)!.Name));
        Assert.Equal("t29", page.Items[0].Name);

        var of = await store.Services.Stacks.ListAsync(new ListQuery { ["component_id"] = components[7].Id.ToString() }, Token);
        Assert.Equal(["t07"], of.Items.Select(stack => stack.Name));
        Assert.Equal(31, (await store.Services.Stacks.ListAsync(new ListQuery { ["component_id"] = basic[0].ToString() }, Token)).Total);
        Assert.Equal("t07", (await store.Services.Stacks.FindAsync(store.Workspace.Id, "t07", LookupMode.Reading, Token)).Name);
        await FailsAsync(ErrorCode.Ambiguous, () => store.Services.Stacks.FindAsync(store.Workspace.Id, "t0", LookupMode.Reading, Token));
    }

    private static Task<Stack> FindAsync(TemporaryStore store, string name) =>
        store.Services.Stacks.FindAsync(store.Workspace.Id, name, LookupMode.Exact, Token);

    private sealed class ComponentComparer : IEqualityComparer<Component>
    {
        public static readonly ComponentComparer ById = new();

        public bool Equals(Component? left, Component? right) => left?.Id == right?.Id;

        public int GetHashCode(Component component) => component.Id.GetHashCode();
    }
}
