using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql;

public sealed class WorkspacesTests
{
    [Theory, EveryDatabase]
    public async Task Deleting_a_workspace_deletes_everything_in_it_and_nothing_else(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var tables = (await RawDatabase.ListTablesAsync(store)).Where(table => table is not ("secret_totals" or "audit_events")).ToArray();
        await store.AddSecretAsync("kept");
        var before = await CountRowsAsync(store, tables);
        var second = await store.Services.Workspaces.CreateAsync("second", "for tests", Token);
        await store.AddSecretAsync("gone", workspace: second.Id);
        await store.AddSecretAsync("theirs", scope: SecretScope.User, services: store.OtherServices, workspace: second.Id);
        var stack = (await store.Services.Stacks.ListAsync(new ListQuery { Workspace = second.Id }, Token)).Items.Single();
        var run = await store.Services.PipelineRuns.BeginAsync(
            new NewPipelineRun(second.Id, "p", new(stack.Id, stack.Name), ["a"], new ConfigurationMap()), Token);
        var flavor = await store.AddFlavorAsync();
        await store.Services.Flavors.RegisterAsync(second.Id, flavor.Definition, Token);
        await store.Services.Components.RegisterAsync(
            new(second.Id, flavor.Type, "t", "tracker", new ConfigurationMap { ["password"] = "p" }), Token);

        await FailsAsync(ErrorCode.NotAllowed, () => store.Services.Workspaces.DeleteAsync(second.Id, force: false, Token));
        await FailsAsync(ErrorCode.NotAllowed, () => store.OtherServices.Workspaces.DeleteAsync(second.Id, force: true, Token));
        await store.Services.Workspaces.DeleteAsync(second.Id, force: true, Token);
        var deleted = (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "delete", ["outcome"] = "success" }, Token)).Items
            .Select(record => (record.ResourceType, record.ResourceName)).Order();
        await store.Services.Flavors.DeleteAsync(flavor.Id, Token);

        Assert.Equal(before, await CountRowsAsync(store, tables));
        Assert.Equal(
            [
                ("component", "default"), ("component", "default"), ("component", "t"), ("flavor", "tracker"),
                ("pipeline_run", run.Name), ("secret", "gone (workspace scope)"),
                ("secret", "theirs (user scope)"), ("stack", "default"), ("step_run", "a"), ("workspace", "second"),
            ],
            deleted);
        Assert.Equal("value", (await store.GetSecretAsync("kept"))["key"].Reveal());
        await FailsAsync(ErrorCode.NotFound, () => store.Services.Workspaces.FindAsync("second", LookupMode.Exact, Token));
    }

    [Theory, EveryDatabase]
    public async Task Workspaces_and_users_can_be_listed_and_found(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var second = await store.Services.Workspaces.CreateAsync("second", "for tests", Token);

        Assert.Equal(second, await store.Services.Workspaces.FindAsync("second", LookupMode.Exact, Token));
        Assert.Equal(second, await store.Services.Workspaces.FindAsync(second.Id.ToString()[..12], LookupMode.Changing, Token));
        await FailsAsync(ErrorCode.AlreadyExists, () => store.Services.Workspaces.CreateAsync("second", "", Token));
        Assert.Equal(
            ["second", "default"],
            (await store.Services.Workspaces.ListAsync(new ListQuery { SortBy = "desc:created" }, Token)).Items
            .Select(workspace => workspace.Name));
        Assert.Equal(
            ["default", "other"],
            (await store.Services.Users.ListAsync(new ListQuery { ["active"] = "true" }, Token))
                .Items.Select(user => user.Name));
        Assert.Equal(0, (await store.Services.Users.ListAsync(new ListQuery { ["active"] = "false" }, Token)).Total);
        Assert.Equal("other", (await store.Services.Users.FindAsync("oth", LookupMode.Reading, Token)).Name);
    }

    private static async Task<List<(string, long)>> CountRowsAsync(TemporaryStore store, IEnumerable<string> tables)
    {
        var counts = new List<(string, long)>();
        foreach (var table in tables)
        {
            counts.Add((table, (long)(await RawDatabase.QueryAsync(store, $"SELECT COUNT(*) FROM {table}"))[0]));
        }

        return counts;
    }
}
