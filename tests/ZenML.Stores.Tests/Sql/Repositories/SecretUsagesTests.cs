using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Secrets.Usages;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Stores.Servers;
using ZenML.Stores.Tests.Sql.Repositories.Tracking;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class SecretUsagesTests
{
    [Theory, EveryDatabase]
    public async Task References_are_found_whatever_the_name_of_the_secret_and_beside_encrypted_text(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        string[] names = ["db", "DB", "d_b", "d%b", "d!b", "sch\u00f6n\u2713", "d\"b\\", "db2"];
        foreach (var name in names)
        {
            await store.AddSecretAsync(name);
            await store.AddComponentAsync($"of {Array.IndexOf(names, name)}", new ConfigurationMap
            {
                ["token"] = $"{{{{{name}.key}}}}", ["password"] = "plain", ["uri"] = "http://user:password@host",
            });
        }

        for (var index = 0; index < names.Length; index++)
        {
            var use = Assert.Single((await FindAsync(store, names[index])).Components);
            Assert.Equal(($"of {index}", "token", UsageOutcome.Resolves), (use.Name, use.Attribute, use.Outcome));
        }

        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            (await store.Services.SecretUsages.ListAsync(store.Workspace.Id, Token)).Select(usages => usages.Secret.Name.Value));
    }

    [Theory, EveryDatabase]
    public async Task Uses_stay_within_a_workspace(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        await store.AddSecretAsync("db");
        await store.AddComponentAsync("t", new ConfigurationMap { ["token"] = "{{db.key}}" });
        var second = await store.Services.Workspaces.CreateAsync("second", "", Token);
        var elsewhere = await store.AddSecretAsync("db", workspace: second.Id);

        var found = await store.Services.SecretUsages.FindAsync(
            store.Workspace.Id, elsewhere.Id.ToString(), null, LookupMode.Exact, Token);

        Assert.Equal((elsewhere.Id, false), (found.Secret.Id, found.IsUsed));
        Assert.Empty(await store.Services.SecretUsages.ListAsync(second.Id, Token));
        Assert.Single((await FindAsync(store, "db")).Components);
    }

    [Theory, EveryDatabase]
    public async Task Settings_of_a_deployment_and_its_steps_are_found_each_place_once(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        await store.AddSecretAsync("db");
        var deployment = await DeployAsync(
            store,
            recorder,
            """{"name": "training", "settings": {"docker": {"env": ["{{db.key}}"]}}, "extra": {"token": "{{ db.key }}"}}""",
            """{"spec": {}, "config": {"settings": {"docker": {"env": ["{{db.key}}"]}}, "parameters": {"p": "{{db.gone}}"}}}""");
        await recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "first", "o1"), Token);
        await recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "second", "o2"), Token);

        var uses = (await FindAsync(store, "db")).Pipelines;

        Assert.Equal(
            [
                "settings.docker.env[0] key 2 second Resolves",
                "steps.fit.parameters.p gone 2 second KeyMissing",
                "token key 2 second Resolves",
            ],
            uses.Select(use => $"{use.Attribute} {use.Reference.Key} {use.Runs} {use.LatestRun} {use.Outcome}"));
    }

    [Theory, EveryDatabase]
    public async Task A_document_that_is_nested_too_deeply_for_a_configuration_has_no_uses_and_breaks_nothing(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        await store.AddSecretAsync("db");
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 500)) + "\"{{db.key}}\"" + new string('}', 500);
        var deployment = await DeployAsync(store, recorder, deep, """{"spec": {}, "config": {"p": "{{db.key}}"}}""");
        await recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "first", "o1"), Token);

        Assert.Equal("steps.fit.p", Assert.Single((await FindAsync(store, "db")).Pipelines).Attribute);
    }

    [Theory, EveryDatabase]
    public async Task Only_the_latest_runs_are_read(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        foreach (var token in (string[])["{{db.old}}", "{{db.new}}", "none", "{{db.new}}"])
        {
            await store.Services.PipelineRuns.BeginAsync(
                new NewPipelineRun(
                    store.Workspace.Id, "p", await StackAsync(store), ["fit"], new ConfigurationMap { ["token"] = token }),
                Token);
        }

        Assert.Equal(["new", "new"], await KeysAsync(store, 3));
        Assert.Equal(["new", "new", "old"], await KeysAsync(store, 4));
    }

    private static Task<SecretUsages> FindAsync(TemporaryStore store, string name) =>
        store.Services.SecretUsages.FindAsync(store.Workspace.Id, name, null, LookupMode.Exact, Token);

    private static async Task<IEnumerable<string>> KeysAsync(TemporaryStore store, int runs)
    {
        var found = await store.Database.ReadAsync(
            (unit, token) => unit.SecretUsages.FindInRunsAsync(store.Workspace.Id, "db", runs, token), Token);
        return found.Select(run => run.References.Single().Reference.Key);
    }

    private static async Task<ResourceReference<Stack>> StackAsync(TemporaryStore store)
    {
        var stack = (await store.Services.Stacks.ListAsync(new ListQuery(), Token)).Items[0];
        return new(stack.Id, stack.Name);
    }

    private static async Task<Deployment> DeployAsync(TemporaryStore store, Recorder recorder, string configuration, string step) =>
        await recorder.Services.Deployments.CreateAsync(
            new NewDeployment
            {
                Workspace = store.Workspace.Id,
                RunNameTemplate = "training",
                Configuration = new(configuration),
                Pipeline = "training",
                Steps = [new DeployedStep("fit", new(step))],
                ClientEnvironment = OpaqueJson.EmptyMap,
                Stack = (await StackAsync(store)).Id,
            },
            Token);
}
