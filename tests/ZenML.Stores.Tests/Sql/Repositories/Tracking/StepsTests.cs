using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Metadata;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

public sealed class StepsTests
{
    [Theory, EveryDatabase]
    public async Task A_run_completes_with_its_last_step(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var run = await recorder.AddRunAsync("r", "one", "two");

        var one = await recorder.AddStepAsync(run, "one");
        await recorder.EndStepAsync(one, RunStatus.Completed);
        var between = await GetAsync(recorder, run);
        await recorder.AddStepAsync(run, "two", RunStatus.Cached);
        var after = await GetAsync(recorder, run);

        Assert.Equal((RunStatus.Running, null, run.Updated), (between.Status, between.Ended, between.Updated));
        Assert.Equal(RunStatus.Completed, after.Status);
        Assert.NotNull(after.Ended);
        Assert.Equal(["one", "two"], after.Steps.Select(step => step.Name));
    }

    [Theory, EveryDatabase]
    public async Task A_run_fails_with_the_first_step_that_fails(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var run = await recorder.AddRunAsync("r", "one", "two", "three");

        var one = await recorder.AddStepAsync(run, "one");
        var two = await recorder.AddStepAsync(run, "two");
        await recorder.EndStepAsync(one, RunStatus.Failed);
        await recorder.EndStepAsync(two, RunStatus.Completed);

        Assert.Equal(RunStatus.Failed, (await GetAsync(recorder, run)).Status);
        var later = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(later, (await recorder.Services.Runs.UpdateAsync(run.Id, RunStatus.Failed, later, Token)).Ended);
        Assert.Equal(later, (await recorder.Services.Runs.UpdateAsync(run.Id, null, later.AddDays(1), Token)).Ended);
    }

    [Theory, EveryDatabase]
    public async Task Steps_are_read_back_in_full_and_are_unique_per_run(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var made = await recorder.AddVersionAsync(await recorder.AddArtifactAsync("made", "blue"));
        var run = await recorder.AddRunAsync("r", "one", "two");
        var one = await recorder.AddStepAsync(run, "one");
        await recorder.EndStepAsync(one, RunStatus.Completed, ("output", made));
        var started = new DateTimeOffset(2026, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);

        var two = await recorder.Services.Steps.CreateAsync(
            recorder.NewStep(run, "two") with
            {
                Started = started, CodeHash = "c", Docstring = "d", SourceCode = "def two():\n    pass\n", Parents =
                [
                    one.Id,
                ], Logs = ("/logs", "store"),
                Inputs = [KeyValuePair.Create("x", made.Id), KeyValuePair.Create("a", made.Id)], Original = one.Id,
            },
            Token);
        await recorder.NoteAsync(MetadataSubject.StepRun, two.Id.Value, ("k", new("[1, 2.50]"), "list"));

        var found = await recorder.Services.Steps.GetAsync(two.Id, Token);
        Assert.Equal(
            (started, "c", "d", "def two():\n    pass\n", one.Id, two.Logs),
            (found.Started, found.CodeHash, found.Docstring, found.SourceCode, found.Original, found.Logs));
        Assert.Equal(("/logs", "store"), (found.Logs!.Uri, found.Logs.ArtifactStore));
        Assert.Equal([one.Id], found.Parents);
        Assert.Equal(["x", "a"], found.Inputs.Select(input => input.Name));
        Assert.Equal("""{"spec": {"of": "two"}, "config": {"name": "two"} }""", found.Document!.Value.Text);
        Assert.Equal("[1, 2.50]", Assert.Single(found.Metadata).Value.Text);
        var input = found.Inputs[0].Version;
        Assert.Equal(
            (run.Id, one.Id, "blue", made.Id),
            (input.ProducerRun, input.ProducerStep, input.Artifact.Tags.Single().Name, input.Artifact.LatestVersion!.Id));
        await FailsAsync(ErrorCode.AlreadyExists, () => recorder.AddStepAsync(run, "two"));
        await FailsAsync(ErrorCode.NotFound, () => recorder.AddStepAsync(run, "three"));
    }

    [Theory, EveryDatabase]
    public async Task A_step_rejects_inputs_that_do_not_exist(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var run = await recorder.AddRunAsync("r", "one");

        var failure = await FailsAsync(ErrorCode.NotFound, () => recorder.Services.Steps.CreateAsync(
            recorder.NewStep(run, "one") with
            {
                Inputs = [KeyValuePair.Create("x", Id<ArtifactVersion>.New())], Outputs =
                [
                    KeyValuePair.Create("y", Id<ArtifactVersion>.New()),
                ],
            },
            Token));

        Assert.Contains("'x'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'y'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await recorder.Services.Steps.ListAsync(new ListQuery(), withDetails: false, Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task A_cached_step_does_not_become_the_producer(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var version = await recorder.AddVersionAsync(await recorder.AddArtifactAsync("a"));
        var first = await recorder.AddRunAsync("first", "one");
        var original = await recorder.EndStepAsync(await recorder.AddStepAsync(first, "one"), RunStatus.Completed, ("output", version));
        var second = await recorder.AddRunAsync("second", "one");

        var cached = await recorder.Services.Steps.CreateAsync(
            recorder.NewStep(second, "one", RunStatus.Cached) with
            {
                Original = original.Id, Outputs = [KeyValuePair.Create("output", version.Id)],
            },
            Token);

        Assert.Equal((first.Id, original.Id), (cached.Outputs.Single().Version.ProducerRun, cached.Outputs.Single().Version.ProducerStep));
        Assert.Equal(RunStatus.Completed, (await GetAsync(recorder, second)).Status);
        var hit = await recorder.Services.Steps.ListAsync(
            new ListQuery
            {
                ["cache_key"] = "key of one",
                ["status"] = "completed",
                SortBy = "desc:created",
                Size = 1,
                Workspace = store.Workspace.Id,
            },
            withDetails: false,
            Token);
        Assert.Equal(original.Id, Assert.Single(hit.Items).Id);
    }

    [Theory, EveryDatabase]
    public async Task Artifacts_are_added_to_those_a_step_already_has(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var artifact = await recorder.AddArtifactAsync("a");
        var (v1, v2, v3) = (
            await recorder.AddVersionAsync(artifact),
            await recorder.AddVersionAsync(artifact, "2"),
            await recorder.AddVersionAsync(artifact, "3"));
        var run = await recorder.AddRunAsync("r", "one");
        var step = await recorder.AddStepAsync(run, "one");

        await recorder.EndStepAsync(step, RunStatus.Running, ("x", v1), ("y", v2));
        var ended = await recorder.EndStepAsync(step, RunStatus.Completed, ("x", v3), ("z", v1));

        Assert.Equal([("y", "2"), ("x", "3"), ("z", "1")], ended.Outputs.Select(output => (output.Name, output.Version.Version)));
        Assert.All(ended.Outputs, output => Assert.Equal(step.Id, output.Version.ProducerStep));
    }

    private static Task<PipelineRun> GetAsync(Recorder recorder, PipelineRun run) =>
        recorder.Services.Runs.GetAsync(run.Id, withDetails: true, Token);
}
