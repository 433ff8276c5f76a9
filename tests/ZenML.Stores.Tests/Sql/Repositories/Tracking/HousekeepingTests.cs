using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

public sealed class HousekeepingTests
{
    [Theory, EveryDatabase]
    public async Task A_tag_is_created_renamed_counted_and_deleted(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var (recorder, tags) = (new Recorder(store), store.Services.Tags);
        var blue = await tags.CreateAsync("sky", "blue", Token);
        var artifact = await recorder.AddArtifactAsync("a", "sea", "sky");

        Assert.Equal(["sea", "sky"], artifact.Tags.Select(tag => tag.Name));
        Assert.Equal((1L, "blue"), (artifact.Tags[1].UseCount, artifact.Tags[1].Color));
        Assert.Contains(artifact.Tags[0].Color, TagColors.Words);
        await FailsAsync(ErrorCode.AlreadyExists, () => tags.CreateAsync("sea", null, Token));
        await FailsAsync(ErrorCode.AlreadyExists, () => tags.UpdateAsync(blue.Id, new TagUpdate("sea", null), Token));
        await FailsAsync(ErrorCode.InvalidArgument, () => tags.CreateAsync("two\nlines", null, Token));
        Assert.Equal("heaven", (await tags.UpdateAsync(blue.Id, new TagUpdate("heaven", null), Token)).Name);
        var found = await tags.ListAsync(new ListQuery { ["color"] = "blue", ["name"] = "heaven" }, Token);
        Assert.Equal([blue.Id], found.Items.Select(tag => tag.Id));
        await tags.DeleteAsync("heaven", Token);
        await FailsAsync(ErrorCode.NotFound, () => tags.FindAsync(blue.Id.ToString(), Token));
        Assert.Equal(["sea"], (await recorder.Services.Artifacts.GetAsync(artifact.Id, Token)).Tags.Select(tag => tag.Name));
    }

    [Theory, EveryDatabase]
    public async Task Names_of_artifacts_and_tags_cannot_have_line_breaks(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var artifact = await recorder.AddArtifactAsync("a");

        await FailsAsync(ErrorCode.InvalidArgument, () => recorder.AddArtifactAsync("two\nlines"));
        await FailsAsync(ErrorCode.InvalidArgument, () => recorder.AddArtifactAsync("b", "two\nlines"));
        await FailsAsync(
            ErrorCode.InvalidArgument,
            () => recorder.Services.Artifacts.UpdateAsync(artifact.Id, new ArtifactUpdate { Name = "two\nlines" }, Token));
        Assert.Equal(1, (await recorder.Services.Artifacts.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task Pruning_deletes_unused_versions_and_on_demand_artifacts_without_versions(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var (kept, empty) = (await recorder.AddArtifactAsync("kept"), await recorder.AddArtifactAsync("empty", "t"));
        var used = await recorder.AddVersionAsync(kept);
        var unused = await recorder.AddVersionAsync(empty);
        await recorder.NoteAsync(MetadataSubject.ArtifactVersion, unused.Id.Value, ("k", new("1"), "int"));
        var run = await recorder.AddRunAsync("r", "one");
        await recorder.EndStepAsync(await recorder.AddStepAsync(run, "one"), RunStatus.Completed, ("o", used));

        await recorder.Services.ArtifactVersions.DeleteUnusedAsync(keepArtifacts: true, Token);
        Assert.Equal([used.Id], await VersionsAsync());
        Assert.Equal(2, (await recorder.Services.Artifacts.ListAsync(new ListQuery(), Token)).Total);
        Assert.Equal(0, (await recorder.Services.Metadata.ListAsync(new ListQuery(), Token)).Total);

        await recorder.Services.ArtifactVersions.DeleteUnusedAsync(keepArtifacts: false, Token);
        Assert.Equal(
            [kept.Id], (await recorder.Services.Artifacts.ListAsync(new ListQuery(), Token)).Items.Select(artifact => artifact.Id));
        Assert.Equal([used.Id], await VersionsAsync());
        Assert.Equal(["artifact", "artifact_version", "run_metadata"], (await DeletedAsync(store)).Order(StringComparer.Ordinal));

        async Task<IEnumerable<Core.Resources.Id<ArtifactVersion>>> VersionsAsync() =>
            (await recorder.Services.ArtifactVersions.ListAsync(new ListQuery(), false, false, Token)).Items.Select(version => version.Id);
    }

    [Theory, EveryDatabase]
    public async Task A_version_that_a_step_made_can_be_deleted_and_the_step_no_longer_shows_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var version = await recorder.AddVersionAsync(await recorder.AddArtifactAsync("a"));
        var step = await recorder.AddStepAsync(await recorder.AddRunAsync("r", "one"), "one");
        await recorder.EndStepAsync(step, RunStatus.Completed, ("o", version));
        var tagged = await recorder.Services.ArtifactVersions.UpdateTagsAsync(version.Id, ["x", "y"], ["x", "unknown"], Token);

        await recorder.Services.ArtifactVersions.DeleteAsync(version.Id, Token);

        Assert.Equal(["y"], tagged.Tags.Select(tag => tag.Name));
        Assert.Empty((await recorder.Services.Steps.GetAsync(step.Id, Token)).Outputs);
        await FailsAsync(ErrorCode.NotFound, () => recorder.Services.ArtifactVersions.DeleteAsync(version.Id, Token));
    }

    [Theory, EveryDatabase]
    public async Task A_deleted_pipeline_leaves_its_runs_and_a_deleted_deployment_takes_them_along(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var pipeline = await recorder.AddPipelineAsync();
        var deployment = await recorder.AddDeploymentAsync(pipeline, "one");
        var run = await recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, "r", "o"), Token);
        var step = await recorder.AddStepAsync(run, "one", RunStatus.Completed);
        var copy = await recorder.AddRunAsync("copy", "one");
        var cached = await recorder.Services.Steps.CreateAsync(
            recorder.NewStep(copy, "one", RunStatus.Cached) with { Original = step.Id }, Token);
        Assert.Equal(
            [new PipelineNamespace("training", run.Id, RunStatus.Completed)],
            (await recorder.Services.Pipelines.ListNamespacesAsync(new ListQuery { ["name"] = "startswith:train" }, Token)).Items);

        await recorder.Services.Pipelines.TouchAsync(pipeline.Id, Token);
        await recorder.Services.Pipelines.DeleteAsync(pipeline.Id, Token);
        Assert.Null((await recorder.Services.Runs.GetAsync(run.Id, true, Token)).RegisteredPipeline);
        Assert.Null((await recorder.Services.Deployments.GetAsync(deployment.Id, Token)).RegisteredPipeline);
        Assert.Equal(0, (await recorder.Services.Pipelines.ListNamespacesAsync(new ListQuery(), Token)).Total);

        await recorder.Services.Deployments.DeleteAsync(deployment.Id, Token);
        await FailsAsync(ErrorCode.NotFound, () => recorder.Services.Runs.GetAsync(run.Id, false, Token));
        await FailsAsync(ErrorCode.NotFound, () => recorder.Services.Steps.GetAsync(step.Id, Token));
        Assert.Null((await recorder.Services.Steps.GetAsync(cached.Id, Token)).Original);
        Assert.Equal(
            ["deployment", "pipeline", "pipeline_run", "step_run"], (await DeletedAsync(store)).Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task The_list_of_metadata_has_older_entries_too_in_the_order_of_the_requests(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var run = await recorder.AddRunAsync("r", "one");
        await recorder.NoteAsync(
            MetadataSubject.PipelineRun, run.Id.Value, ("z", new("1"), "int"), ("a", new("\"x\""), "str"), ("m", new("[1]"), "list"));
        await recorder.NoteAsync(MetadataSubject.PipelineRun, run.Id.Value, ("z", new("2"), "int"));

        var all = await recorder.Services.Metadata.ListAsync(new ListQuery { ["resource_id"] = run.Id.ToString() }, Token);

        Assert.Equal(["z", "a", "m", "z"], all.Items.Select(entry => entry.Key));
        Assert.Equal(all.Items[3], await recorder.Services.Metadata.GetAsync(all.Items[3].Id, Token));
        Assert.Equal(
            "2", (await recorder.Services.Runs.GetAsync(run.Id, true, Token)).Metadata.Single(entry => entry.Key == "z").Value.Text);
    }

    private static async Task<IEnumerable<string>> DeletedAsync(TemporaryStore store) =>
        (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "delete", Size = 100 }, Token))
            .Items.Select(entry => entry.ResourceType);
}
