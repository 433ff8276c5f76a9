using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks.Configurations;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

public sealed class RunsTests
{
    [Theory, EveryDatabase]
    public async Task Documents_are_read_back_as_they_were_given(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var pipeline = await recorder.AddPipelineAsync();
        var deployment = await recorder.AddDeploymentAsync(pipeline, "b", "a", "c");

        Assert.Equal(pipeline.Spec, (await recorder.Services.Pipelines.GetAsync(pipeline.Id, Token)).Spec);
        var found = await recorder.Services.Deployments.GetAsync(deployment.Id, Token);
        Assert.Equal(deployment.Steps, found.Steps);
        Assert.Equal(deployment with { Steps = found.Steps, RegisteredPipeline = null }, found with { RegisteredPipeline = null });
        Assert.Equal(pipeline.Id, found.RegisteredPipeline!.Id);
    }

    [Theory, EveryDatabase]
    public async Task A_pipeline_hash_is_unique_within_a_workspace(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        await recorder.AddPipelineAsync();

        await FailsAsync(ErrorCode.AlreadyExists, () => recorder.AddPipelineAsync());

        await recorder.AddPipelineAsync(hash: "h2");
        await recorder.AddPipelineAsync(name: "other");
        Assert.Equal(2, (await recorder.Services.Pipelines.ListAsync(new ListQuery { ["name"] = "training" }, Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task The_orchestrator_adopts_the_placeholder_run_and_finds_it_again_later(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var deployment = await recorder.AddDeploymentAsync(await recorder.AddPipelineAsync(), "one");
        var placeholder = await recorder.Services.Runs.CreateAsync(
            recorder.NewRun(deployment, "first", status: RunStatus.Initializing), Token);

        var (adopted, isNew) = await recorder.Services.Runs.GetOrCreateAsync(
            recorder.NewRun(deployment, "second", "o1") with { Started = DateTimeOffset.UnixEpoch }, Token);
        var (found, isNewAgain) = await recorder.Services.Runs.GetOrCreateAsync(recorder.NewRun(deployment, "third", "o1"), Token);
        var (other, isOtherNew) = await recorder.Services.Runs.GetOrCreateAsync(recorder.NewRun(deployment, "fourth", "o2"), Token);
        var (namesake, isNamesakeNew) = await recorder.Services.Runs.GetOrCreateAsync(recorder.NewRun(deployment, "fourth", "o3"), Token);

        Assert.Equal((true, false, true, false), (isNew, isNewAgain, isOtherNew, isNamesakeNew));
        Assert.Equal((placeholder.Id, "first", placeholder.Started, RunStatus.Running, "o1"),
            (adopted.Id, adopted.Name, adopted.Started, adopted.Status, adopted.OrchestratorRunId));
        Assert.Equal(placeholder.Id, found.Id);
        Assert.Equal(other.Id, namesake.Id);
        Assert.Equal(
            (deployment.Configuration, deployment.ClientEnvironment, deployment.CurrentStack),
            (adopted.Configuration, adopted.ClientEnvironment, adopted.CurrentStack));
        Assert.Equal(
            [RunStatus.Running, RunStatus.Running],
            found.RegisteredPipeline is null
                ? []
                : (await recorder.Services.Pipelines.GetAsync(found.RegisteredPipeline.Id, Token)).FirstStatuses);
        await FailsAsync(
            ErrorCode.InvalidArgument,
            () => recorder.Services.Runs.GetOrCreateAsync(recorder.NewRun(deployment, "fifth"), Token));
        await FailsAsync(ErrorCode.AlreadyExists, () => recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "first"), Token));
        await FailsAsync(
            ErrorCode.AlreadyExists,
            () => recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "sixth", "o1"), Token));
    }

    [Theory, EveryDatabase]
    public async Task Only_one_of_many_concurrent_requests_adopts_the_placeholder_run(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var deployment = await recorder.AddDeploymentAsync(null, "one");
        await recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "placeholder"), Token);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(index => recorder.Services.Runs.GetOrCreateAsync(
                recorder.NewRun(deployment, $"r{index}", "o"), Token)));

        Assert.Single(answers, answer => answer.Created);
        Assert.Single(answers.Select(answer => answer.Run.Id).Distinct());
    }

    [Theory, EveryDatabase]
    public async Task A_caller_cannot_record_for_another_user(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var deployment = await recorder.AddDeploymentAsync(null, "one");
        var other = store.OtherCaller.UserId;

        await FailsAsync(
            ErrorCode.NotAllowed,
            () => recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "r") with { User = other }, Token));
        await FailsAsync(
            ErrorCode.NotAllowed,
            () => recorder.Services.Runs.GetOrCreateAsync(
                recorder.NewRun(deployment, "r", "o") with { User = other }, Token));
        var run = await recorder.AddRunAsync("mine", "one");
        await FailsAsync(
            ErrorCode.NotAllowed,
            () => recorder.Services.Steps.CreateAsync(recorder.NewStep(run, "one") with { User = other }, Token));
    }

    [Theory, EveryDatabase]
    public async Task Changes_and_rejections_are_audited(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var deployment = await recorder.AddDeploymentAsync(null, "one");
        var (run, _) = await recorder.Services.Runs.GetOrCreateAsync(recorder.NewRun(deployment, "r", "o"), Token);
        await recorder.Services.Runs.GetOrCreateAsync(recorder.NewRun(deployment, "r", "o"), Token);
        await recorder.EndStepAsync(await recorder.AddStepAsync(run, "one"), RunStatus.Completed);
        await FailsAsync(ErrorCode.NotAllowed, () => recorder.Services.Runs.GetOrCreateAsync(
            recorder.NewRun(deployment, "r", "o") with { User = store.OtherCaller.UserId }, Token));

        var events = (await store.Services.Audit.ListAsync(new ListQuery(), Token)).Items;

        Assert.Equal(
            [
                (AuditAction.Create, "deployment", "training", AuditOutcome.Success),
                (AuditAction.Create, "pipeline_run", "r", AuditOutcome.Success),
                (AuditAction.Create, "step_run", "one", AuditOutcome.Success),
                (AuditAction.Update, "step_run", "one", AuditOutcome.Success),
                (AuditAction.Create, "pipeline_run", null, AuditOutcome.Refused),
            ],
            events.Select(entry => (entry.Action, entry.ResourceType, entry.ResourceName, entry.Outcome)));
    }

    [Theory, EveryDatabase]
    public async Task An_account_with_recorded_runs_owns_something(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await new Recorder(store, store.OtherCaller).AddPipelineAsync();

        await FailsAsync(ErrorCode.NotAllowed, () => store.Services.Accounts.DeleteAsync(store.OtherCaller.Name, Token));
    }

    [Theory, EveryDatabase]
    public async Task A_run_is_rejected_when_it_refers_to_another_workspace(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var deployment = await recorder.AddDeploymentAsync(null, "one");
        var elsewhere = await store.Services.Workspaces.CreateAsync("elsewhere", "", Token);

        await FailsAsync(
            ErrorCode.NotFound,
            () => recorder.Services.Runs.CreateAsync(
                recorder.NewRun(deployment, "r") with { Workspace = elsewhere.Id }, Token));
        var run = await recorder.AddRunAsync("here", "one");
        await FailsAsync(
            ErrorCode.NotFound,
            () => recorder.Services.Steps.CreateAsync(
                recorder.NewStep(run, "one") with { Workspace = elsewhere.Id }, Token));
    }

    [Theory, EveryDatabase]
    public async Task Runs_of_this_library_and_of_Python_clients_share_one_record_type(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var stack = await recorder.GetStackAsync();
        var own = await store.Services.PipelineRuns.BeginAsync(
            new NewPipelineRun(store.Workspace.Id, "own", new(stack.Id, stack.Name), ["load", "train"], new ConfigurationMap()), Token);
        await store.Services.PipelineRuns.StartStepAsync(own.Id, "load", Token);
        var theirs = await recorder.AddRunAsync("theirs", "one", "two");
        await recorder.AddStepAsync(theirs, "one", RunStatus.Cached);

        var local = await store.Services.PipelineRuns.ListAsync(new ListQuery { SortBy = "name" }, withSteps: true, Token);
        var remote = await recorder.Services.Runs.ListAsync(new ListQuery { SortBy = "name" }, withDetails: true, Token);

        Assert.Equal([own.Name, "theirs"], local.Items.Select(run => run.Name));
        Assert.Equal(local.Items.Select(run => (run.Id, run.Name, run.Status)), remote.Items.Select(run => (run.Id, run.Name, run.Status)));
        var found = await store.Services.PipelineRuns.FindAsync(store.Workspace.Id, "theirs", LookupMode.Exact, Token);
        Assert.Equal(("training", stack.Name, RunStatus.Running), (found.Pipeline, found.Stack.Name, found.Status));
        Assert.Equal([("one", RunStatus.Cached)], found.Steps.Select(step => (step.Name, step.Status)));
        Assert.Equal(
            [("load", RunStatus.Running), ("train", RunStatus.Initializing)],
            remote.Items[0].Steps.Select(step => (step.Name, step.Status)));
        Assert.Equal(("own", null, own.Created), (remote.Items[0].Pipeline, remote.Items[0].Deployment, remote.Items[0].Started));
    }

    [Theory, EveryDatabase]
    public async Task Deleting_a_run_leaves_its_artifacts_without_a_producer(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var version = await recorder.AddVersionAsync(await recorder.AddArtifactAsync("a"));
        var run = await recorder.AddRunAsync("r", "one");
        var step = await recorder.AddStepAsync(run, "one");
        await recorder.EndStepAsync(step, RunStatus.Completed, ("output", version));
        await recorder.NoteAsync(MetadataSubject.StepRun, step.Id.Value, ("k", new("1"), "int"));
        Assert.Equal(run.Id, (await recorder.Services.ArtifactVersions.GetAsync(version.Id, Token)).ProducerRun);

        await recorder.Services.Runs.DeleteAsync(run.Id, Token);

        await FailsAsync(ErrorCode.NotFound, () => recorder.Services.Runs.GetAsync(run.Id, withDetails: true, Token));
        await FailsAsync(ErrorCode.NotFound, () => recorder.Services.Steps.GetAsync(step.Id, Token));
        Assert.Null((await recorder.Services.ArtifactVersions.GetAsync(version.Id, Token)).ProducerStep);
        Assert.Equal([0L], await RawDatabase.QueryAsync(store, "SELECT COUNT(*) FROM run_metadata"));
    }

    [Theory, EveryDatabase]
    public async Task Deleting_a_workspace_deletes_its_records(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var workspace = await store.Services.Workspaces.CreateAsync("gone", "", Token);
        var recorder = new Recorder(store);
        var here = await recorder.AddRunAsync("stays", "one");
        var stack = (await store.Services.Stacks.ListAsync(new ListQuery { Workspace = workspace.Id }, Token)).Items.Single();
        var user = store.Database.LocalCaller.UserId;
        var pipeline = await recorder.Services.Pipelines.CreateAsync(
            new NewRegisteredPipeline
            {
                Workspace = workspace.Id,
                User = user,
                Name = "p",
                Version = "1",
                VersionHash = "h",
                Spec = new("{}"),
            },
            Token);
        var deployment = await recorder.Services.Deployments.CreateAsync(
            new NewDeployment
            {
                Workspace = workspace.Id,
                User = user,
                RunNameTemplate = "t",
                Configuration = new("{}"),
                Pipeline = "p",
                Steps = [new("one", new("{}"))],
                ClientEnvironment = new("{}"), Stack = stack.Id, RegisteredPipeline = pipeline.Id,
            },
            Token);
        var run = await recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "r", "o") with { Workspace = workspace.Id }, Token);
        var version = await recorder.Services.ArtifactVersions.CreateAsync(
            recorder.NewVersion(await recorder.AddArtifactAsync("a")) with
            {
                Workspace = workspace.Id, Tags = ["t"], Visualizations = [("csv", "/v")],
            },
            Token);
        var step = await recorder.Services.Steps.CreateAsync(
            recorder.NewStep(run, "one") with
            {
                Workspace = workspace.Id,
                Inputs = [KeyValuePair.Create("x", version.Id)],
                Parents = [Core.Resources.Id<StepRun>.New()],
            },
            Token);
        await recorder.EndStepAsync(step, RunStatus.Completed, ("output", version));

        await store.Services.Workspaces.DeleteAsync(workspace.Id, force: false, Token);

        Assert.Equal(
            [here.Id],
            (await recorder.Services.Runs.ListAsync(new ListQuery(), withDetails: false, Token))
                .Items.Select(left => left.Id));
        Assert.Equal(0, (await recorder.Services.Pipelines.ListAsync(new ListQuery(), Token)).Total);
        Assert.Equal(
            0,
            (await recorder.Services.ArtifactVersions.ListAsync(new ListQuery(), onlyUnused: false, withDetails: false, Token)).Total);
        Assert.Equal(0, (await recorder.Services.Steps.ListAsync(new ListQuery(), withDetails: false, Token)).Total);
    }
}
