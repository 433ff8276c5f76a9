using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.PlainResources;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks;

namespace ZenML.Client.Tests.Runs;

/// <summary>Records a run in detail, as a step of a pipeline does, over the connection of <see cref="ClientTest.Target"/>.</summary>
public class TrackingServicesTests : ClientTest
{
    private static readonly OpaqueJson Source = new("""{"type": "builtin", "module": "builtins", "attribute": "int"}""");

    [Fact]
    public async Task A_run_of_two_steps_is_recorded_with_artifacts_and_metadata()
    {
        var (services, stack) = await OpenAsync();
        var deployment = await AddDeploymentAsync(services, stack, "one", "two");
        var placeholder = await services.Runs.CreateAsync(NewRun(deployment, "first", null), Token);
        var (run, created) = await services.Runs.GetOrCreateAsync(NewRun(deployment, "second", "o1"), Token);
        var (found, createdAgain) = await services.Runs.GetOrCreateAsync(NewRun(deployment, "third", "o1"), Token);
        var one = await services.Steps.CreateAsync(NewStep(run, "one") with { Logs = ("/logs/one", "store") }, Token);
        var version = await AddVersionAsync(services, stack);
        await services.Metadata.CreateAsync(
            new NewRunMetadata
            {
                Workspace = stack.Workspace.Id,
                Subject = MetadataSubject.StepRun,
                SubjectId = one.Id.Value,
                Entries = [("rows", new("[1, 2.50]"), "list")],
            },
            Token);
        var ended = DateTimeOffset.UnixEpoch.AddDays(20_000);
        await services.Steps.UpdateAsync(
            one.Id, new StepRunUpdate { Status = RunStatus.Completed, Ended = ended, Outputs = [new("output", version.Id)] }, Token);
        var half = await services.Runs.GetAsync(run.Id, withDetails: true, Token);
        await services.Steps.CreateAsync(
            NewStep(run, "two") with
            {
                Status = RunStatus.Cached,
                Original = one.Id,
                Parents = [one.Id],
                Inputs = [new("x", version.Id)],
            },
            Token);

        var whole = await services.Runs.GetAsync(run.Id, withDetails: true, Token);
        var (first, second) = (await services.Steps.GetAsync(one.Id, Token), await services.Steps.GetAsync(whole.Steps[1].Id, Token));
        Assert.Equal((true, false, placeholder.Id, placeholder.Id), (created, createdAgain, run.Id, found.Id));
        Assert.Equal(("first", "training", "o1"), (run.Name, run.Pipeline, run.OrchestratorRunId));
        Assert.Equal((stack.Id, stack.Name, deployment.Id), (run.Stack.Id, run.Stack.Name, run.Deployment));
        Assert.Equal((RunStatus.Running, RunStatus.Completed), (half.Status, whole.Status));
        Assert.Equal([("one", RunStatus.Completed), ("two", RunStatus.Cached)], whole.Steps.Select(step => (step.Name, step.Status)));
        Assert.Equal((ended, "/logs/one", "key of one"), (first.Ended, first.Logs?.Uri, first.CacheKey));
        Assert.Equal("""{"spec":{"source":{},"upstream_steps":[],"of":"one"},"config":{"name":"one"}}""", Unspaced(first.Document));
        Assert.Equal(
            ("output", version.Id, run.Id),
            (first.Outputs[0].Name, first.Outputs[0].Version.Id, first.Outputs[0].Version.ProducerRun));
        Assert.Equal(("rows", "[1,2.50]", "list"), (first.Metadata[0].Key, Unspaced(first.Metadata[0].Value), first.Metadata[0].Type));
        Assert.Equal((one.Id, one.Id, "x"), (second.Original, second.Parents[0], second.Inputs[0].Name));
    }

    [Fact]
    public async Task Lists_return_what_was_recorded()
    {
        var (services, stack) = await OpenAsync();
        var deployment = await AddDeploymentAsync(services, stack, "one");
        var run = await services.Runs.CreateAsync(NewRun(deployment, "r", "o"), Token);
        var step = await services.Steps.CreateAsync(NewStep(run, "one"), Token);
        var version = await AddVersionAsync(services, stack);
        var inWorkspace = new ListQuery { Workspace = stack.Workspace.Id };

        var pipelines = await services.Pipelines.ListAsync(new ListQuery { ["name"] = "training", Workspace = stack.Workspace.Id }, Token);
        var pipeline = Assert.Single(pipelines.Items);
        Assert.Equal(
            ("h1", "1", pipeline.Id),
            (pipeline.VersionHash, pipeline.Version, (await services.Pipelines.GetAsync(pipeline.Id, Token)).Id));
        Assert.Equal(deployment.Id, Assert.Single((await services.Deployments.ListAsync(inWorkspace, withDetails: true, Token)).Items).Id);
        Assert.Equal(["one"], (await services.Deployments.GetAsync(deployment.Id, Token)).Steps.Select(deployed => deployed.Name));
        var runs = await services.Runs.ListAsync(new ListQuery { ["status"] = "running" }, withDetails: true, Token);
        Assert.Equal((run.Id, "one"), (Assert.Single(runs.Items).Id, Assert.Single(runs.Items[0].Steps).Name));
        var hit = await services.Steps.ListAsync(
            new ListQuery { ["cache_key"] = "key of one", SortBy = "desc:created" }, withDetails: false, Token);
        Assert.Equal(step.Id, Assert.Single(hit.Items).Id);
        var newest = await services.ArtifactVersions.ListAsync(
            new ListQuery { ["name"] = "a", SortBy = "desc:version_number", Size = 1 }, onlyUnused: true, withDetails: true, Token);
        Assert.Equal((version.Id, "image"), (Assert.Single(newest.Items).Id, Assert.Single(newest.Items[0].Visualizations).Type));
    }

    [Fact]
    public async Task Artifacts_are_tagged_renamed_and_deleted()
    {
        var (services, stack) = await OpenAsync();
        var version = await AddVersionAsync(services, stack);
        var id = version.Artifact.Id;

        var renamed = await services.Artifacts.UpdateAsync(
            id, new ArtifactUpdate { Name = "b", AddTags = ["red"], RemoveTags = ["blue"] }, Token);
        Assert.Equal(("b", "red", version.Id), (renamed.Name, Assert.Single(renamed.Tags).Name, renamed.LatestVersion!.Id));
        Assert.Equal(id, Assert.Single((await services.Artifacts.ListAsync(new ListQuery { ["tag"] = "red" }, Token)).Items).Id);

        await services.Artifacts.DeleteAsync(id, Token);
        await FailsAsync(ErrorCode.NotFound, () => services.Artifacts.GetAsync(id, Token));
        await FailsAsync(ErrorCode.NotFound, () => services.ArtifactVersions.GetAsync(version.Id, Token));
    }

    [Fact]
    public async Task A_run_is_ended_and_deleted()
    {
        var (services, stack) = await OpenAsync();
        var run = await services.Runs.CreateAsync(NewRun(await AddDeploymentAsync(services, stack, "one"), "r", "o"), Token);
        var ended = DateTimeOffset.UnixEpoch.AddDays(20_000);

        var failed = await services.Runs.UpdateAsync(run.Id, RunStatus.Failed, ended, Token);
        Assert.Equal((RunStatus.Failed, ended), (failed.Status, failed.Ended));

        await services.Runs.DeleteAsync(run.Id, Token);
        await FailsAsync(ErrorCode.NotFound, () => services.Runs.GetAsync(run.Id, withDetails: false, Token));
    }

    [Fact]
    public async Task A_record_for_another_account_or_a_second_record_of_one_name_is_rejected()
    {
        var (services, stack) = await OpenAsync();
        var deployment = await AddDeploymentAsync(services, stack, "one");
        await services.Runs.CreateAsync(NewRun(deployment, "r", "o"), Token);

        await FailsAsync(ErrorCode.AlreadyExists, () => services.Runs.CreateAsync(NewRun(deployment, "r", "p"), Token));
        await FailsAsync(ErrorCode.InvalidArgument, () => services.Runs.GetOrCreateAsync(NewRun(deployment, "s", null), Token));
        await FailsAsync(
            ErrorCode.NotAllowed, () => services.Runs.CreateAsync(NewRun(deployment, "s", "q") with { User = Id<User>.New() }, Token));
    }

    [Fact]
    public async Task A_deployment_of_a_schedule_that_does_not_exist_is_rejected()
    {
        var (services, stack) = await OpenAsync();

        await FailsAsync(ErrorCode.NotFound, () => services.Deployments.CreateAsync(
            new NewDeployment
            {
                Workspace = stack.Workspace.Id,
                RunNameTemplate = "training-{date}",
                Configuration = new("""{"name": "training"}"""),
                Pipeline = "training",
                Steps = [],
                ClientEnvironment = OpaqueJson.EmptyMap,
                Stack = stack.Id,
                Schedule = Id<PlainResource>.New(),
            },
            Token));
    }

    /// <summary>A document without white space, which a server may remove.</summary>
    private static string Unspaced(OpaqueJson? document) => document!.Value.Text.Replace(" ", "", StringComparison.Ordinal);

    private static async Task FailsAsync(ErrorCode code, Func<Task> act) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<ZenException>(act)).Code);

    private static NewDeploymentRun NewRun(Deployment deployment, string name, string? orchestratorRunId) => new()
    {
        Workspace = deployment.Workspace.Id,
        Name = name,
        Deployment = deployment.Id,
        Status = RunStatus.Running,
        OrchestratorRunId = orchestratorRunId,
    };

    private static NewStepRun NewStep(PipelineRun run, string name) => new()
    {
        Workspace = run.Workspace.Id,
        Name = name,
        Run = run.Id,
        Deployment = run.Deployment!.Value,
        Status = RunStatus.Running,
        CacheKey = $"key of {name}",
    };

    private static async Task<Deployment> AddDeploymentAsync(ITrackingServices services, Stack stack, params string[] steps)
    {
        var pipeline = await services.Pipelines.CreateAsync(
            new NewRegisteredPipeline
            {
                Workspace = stack.Workspace.Id, Name = "training", Version = "1", VersionHash = "h1", Spec = new("""{"n": 1.50}"""),
            },
            Token);
        return await services.Deployments.CreateAsync(
            new NewDeployment
            {
                Workspace = stack.Workspace.Id,
                RunNameTemplate = "training-{date}",
                Configuration = new("""{"name": "training"}"""),
                Pipeline = "training",
                Steps =
                [
                    .. steps.Select(step => new DeployedStep(step, new(
                        $$"""{"spec": {"source": {}, "upstream_steps": [], "of": "{{step}}"}, "config": {"name": "{{step}}"} }"""))),
                ],
                ClientEnvironment = new("""{"os": "linux"}"""),
                Stack = stack.Id,
                RegisteredPipeline = pipeline.Id,
            },
            Token);
    }

    private static async Task<ArtifactVersion> AddVersionAsync(ITrackingServices services, Stack stack)
    {
        var artifact = await services.Artifacts.CreateAsync(new NewArtifact("a", HasCustomName: true, ["blue"]), Token);
        return await services.ArtifactVersions.CreateAsync(
            new NewArtifactVersion
            {
                Workspace = stack.Workspace.Id,
                Artifact = artifact.Id,
                Version = "1",
                Type = "DataArtifact",
                Uri = "/a/1",
                Materializer = Source,
                DataType = Source,
                Visualizations = [("image", "/a/1.png")],
            },
            Token);
    }

    private async Task<(ITrackingServices Services, Stack Stack)> OpenAsync()
    {
        IZenServices services = await OpenConnection().OpenAsync(Token);
        return (services.Tracking, await Client.Stacks.GetActiveAsync(Token));
    }
}
