using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class ComponentsTests
{
    [Theory, EveryDatabase]
    public async Task A_component_is_read_back_as_registered_with_its_sensitive_text_stored_separately(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        var registered = await store.Services.Components.RegisterAsync(
            new NewComponent(store.Workspace.Id, ComponentType.ExperimentTracker, "mlflow", "tracker", new ConfigurationMap
            {
                ["uri"] = "{{db.uri}}", ["password"] = "plain", ["token"] = "{{db.token}}",
                ["tags"] = new ConfigurationList(
                    [new ConfigurationNumber("1e3"), new ConfigurationNull(), new ConfigurationMap { ["x"] = true }]),
            })
            {
                Labels = new OrderedDictionary<string, string> { ["z"] = "1", ["a"] = "" },
            },
            Token);

        var found = await store.Services.Components.FindAsync(
            store.Workspace.Id, ComponentType.ExperimentTracker, "mlflow", LookupMode.Exact, Token);
        var revealed = await store.Services.Components.RevealAsync(registered.Id, Token);

        Assert.Equal(registered.Configuration, revealed.Configuration);
        Assert.Equal(["uri", "password", "token", "tags"], found.Configuration.Keys);
        Assert.Equal(new ConfigurationSensitive(null), found.Configuration["password"]);
        Assert.Equal([("z", "1"), ("a", "")], found.Labels.Select(label => (label.Key, label.Value)));
        Assert.Equal(registered with { Configuration = found.Configuration, Labels = found.Labels }, found);
        Assert.Equal(new ConfigurationSensitive(null), (await store.Services.Components.ListAsync(
            new ListQuery { ["name"] = "mlflow" }, Token)).Items.Single().Configuration["password"]);
    }

    [Theory, EveryDatabase]
    public async Task An_update_keeps_sensitive_text_that_it_does_not_mention(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        var id = (await store.AddComponentAsync("t", new ConfigurationMap { ["password"] = "p", ["token"] = "t" })).Id;

        await store.Services.Components.UpdateAsync(
            id, new ComponentUpdate { Name = "new", Configuration = new ConfigurationMap { ["uri"] = "u", ["token"] = "t2" } }, Token);
        Assert.Equal([("password", "p"), ("token", "t2")], await RevealAsync(store, id));

        await store.Services.Components.UpdateAsync(
            id, new ComponentUpdate
            {
                Configuration = new ConfigurationMap { ["password"] = "{{db.password}}", ["token"] = new ConfigurationNull() },
            }, Token);
        Assert.Empty(await RevealAsync(store, id));
        Assert.Empty(await RawDatabase.QueryAsync(store, "SELECT attribute FROM component_values"));
    }

    [Theory, EveryDatabase]
    public async Task A_copied_component_has_its_own_sensitive_text(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        var original = await store.AddComponentAsync("t", new ConfigurationMap { ["password"] = "p" });
        var copy = await store.Services.Components.CopyAsync(original.Id, "copy", Token);
        await store.Services.Components.DeleteAsync(original.Id, Token);

        Assert.Equal([("password", "p")], await RevealAsync(store, copy.Id));
    }

    [Theory]
    [InlineData(
        "UPDATE component_values SET (wrapped_key, sealed) = "
        + "(SELECT wrapped_key, sealed FROM component_values o WHERE o.attribute = 'token')")]
    [InlineData("UPDATE component_values SET sealed = zeroblob(length(sealed))")]
    [InlineData("DELETE FROM component_values")]
    [InlineData("UPDATE component_values SET attribute = 'uri' WHERE attribute = 'token'")]
    public async Task Moved_or_changed_sensitive_text_is_detected(string sql)
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddFlavorAsync();
        var component = await store.AddComponentAsync("t", new ConfigurationMap { ["password"] = "p", ["token"] = "t" });
        await RawDatabase.ExecuteAsync(store.Store.Path, sql);

        await FailsAsync(ErrorCode.StoreDamaged, () => store.Services.Components.RevealAsync(component.Id, Token));
    }

    [Fact]
    public async Task Sensitive_text_of_one_component_cannot_be_decrypted_for_another()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddFlavorAsync();
        await store.AddComponentAsync("a", new ConfigurationMap { ["password"] = "1" });
        var second = await store.AddComponentAsync("b", new ConfigurationMap { ["password"] = "2" });
        await RawDatabase.ExecuteAsync(
            store.Store.Path,
            "UPDATE component_values SET (wrapped_key, sealed) = "
            + "(SELECT wrapped_key, sealed FROM component_values o WHERE o.component_id <> $id)"
            + " WHERE component_id = $id",
            ("$id", second.Id.Value.ToString("N")));

        await FailsAsync(ErrorCode.StoreDamaged, () => store.Services.Components.RevealAsync(second.Id, Token));
    }

    [Theory, EveryDatabase]
    public async Task A_component_name_can_be_used_once_per_type_and_workspace(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        await store.AddComponentAsync("default");
        await FailsAsync(ErrorCode.AlreadyExists, () => store.AddComponentAsync("default"));

        var second = await store.Services.Workspaces.CreateAsync("second", "", Token);
        var elsewhere = await store.Services.Components.FindAsync(
            second.Id, ComponentType.Orchestrator, "default", LookupMode.Exact, Token);
        await FailsAsync(ErrorCode.NotFound, () => store.Services.Components.FindAsync(
            second.Id, ComponentType.ExperimentTracker, "default", LookupMode.Exact, Token));
        await FailsAsync(ErrorCode.NotFound, () => store.Services.Components.FindAsync(
            store.Workspace.Id, ComponentType.Orchestrator, elsewhere.Id.ToString(), LookupMode.Exact, Token));
    }

    [Theory, EveryDatabase]
    public async Task Lists_can_be_restricted_to_a_type_and_a_workspace_and_a_stack(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        await store.AddComponentAsync("t");
        await store.Services.Workspaces.CreateAsync("second", "", Token);
        var stack = (await store.Services.Stacks.ListAsync(new ListQuery { Workspace = store.Workspace.Id }, Token)).Items.Single();

        Assert.Equal(5, await CountAsync(store, new ListQuery()));
        Assert.Equal(3, await CountAsync(store, new ListQuery { Workspace = store.Workspace.Id }));
        Assert.Equal(2, await CountAsync(store, new ListQuery { Type = ComponentType.Orchestrator }));
        Assert.Equal(1, await CountAsync(store, new ListQuery { Type = ComponentType.Orchestrator, Workspace = store.Workspace.Id }));
        Assert.Equal(2, await CountAsync(store, new ListQuery { ["stack_id"] = stack.Id.ToString() }));
        Assert.Equal(3, await CountAsync(
            store,
            new ListQuery { ["stack_id"] = stack.Id.ToString(), ["name"] = "t", LogicalOperator = "or", Workspace = store.Workspace.Id }));
        Assert.Equal(
            1,
            await CountAsync(
                store,
                new ListQuery { ["stack_id"] = $"startswith:{stack.Id.ToString()[..20]}", ["type"] = "endswith:STORE" }));
        Assert.Equal(
            1,
            await CountAsync(
                store,
                new ListQuery { ["user_id"] = store.Database.LocalCaller.UserId.ToString(), SortBy = "desc:user_id" }));
    }

    private static async Task<long> CountAsync(TemporaryStore store, ListQuery query)
    {
        var page = await store.Services.Components.ListAsync(query, Token);
        Assert.Equal(page.Total, page.Items.Count);
        return page.Total;
    }

    private static async Task<List<(string, string)>> RevealAsync(TemporaryStore store, Id<Component> id) =>
        [.. (await store.Services.Components.RevealAsync(id, Token)).Configuration
            .Where(entry => entry.Value is ConfigurationSensitive)
            .Select(entry => (entry.Key, ((ConfigurationSensitive)entry.Value).Value!.Reveal()))];
}
