using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;
using ZenML.Core.Stacks.Configurations;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories;

public sealed class PipelineRunsTests
{
    [Theory, EveryDatabase]
    public async Task A_run_and_its_steps_are_recorded_while_they_progress(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var stack = (await store.Services.Stacks.ListAsync(new ListQuery(), Token)).Items.Single();
        var settings = new ConfigurationMap
        {
            ["train"] = new ConfigurationMap { ["token"] = "{{db.token}}", ["n"] = new ConfigurationNumber("1.50") },
        };
        var runs = store.Services.PipelineRuns;

        var begun = await runs.BeginAsync(
            new NewPipelineRun(store.Workspace.Id, "training", new(stack.Id, stack.Name), ["load", "train"], settings),
            Token);
        await runs.StartStepAsync(begun.Id, "load", Token);
        await runs.EndStepAsync(begun.Id, "load", null, Token);
        await runs.StartStepAsync(begun.Id, "train", Token);
        var ended = await runs.EndStepAsync(begun.Id, "train", "InvalidOperationException", Token);

        var found = await runs.FindAsync(store.Workspace.Id, begun.Name, LookupMode.Exact, Token);
        Assert.Equal(ended.Steps, found.Steps);
        Assert.Equal(ended with { Steps = found.Steps, Settings = found.Settings }, found);
        Assert.Equal(settings, found.Settings);
        Assert.Equal(
            (RunStatus.Failed, RunStatus.Completed, "InvalidOperationException"),
            (found.Status, found.Steps[0].Status, found.Steps[1].Error));
        Assert.True(found.Steps[0].Started <= found.Steps[0].Ended && found.Ended is not null);
    }

    [Theory, EveryDatabase]
    public async Task Each_listed_run_has_its_own_steps(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var stack = (await store.Services.Stacks.ListAsync(new ListQuery(), Token)).Items.Single();
        for (var index = 0; index < 5; index++)
        {
            await store.Services.PipelineRuns.BeginAsync(
                new NewPipelineRun(
                    store.Workspace.Id,
                    $"p{index}",
                    new(stack.Id, stack.Name),
                    [$"s{index}", "last"],
                    new ConfigurationMap()),
                Token);
        }

        var page = await store.Services.PipelineRuns.ListAsync(
            new ListQuery { ["status"] = "initializing", SortBy = "desc:pipeline", Size = 3 }, withSteps: true, Token);

        Assert.Equal(5, page.Total);
        Assert.Equal(["p4", "p3", "p2"], page.Items.Select(run => run.Pipeline));
        Assert.All(page.Items, run => Assert.Equal([$"s{run.Pipeline[1..]}", "last"], run.Steps.Select(step => step.Name)));
    }
}
