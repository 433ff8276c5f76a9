using ZenML.Core;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Models;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

public sealed class PruningTests
{
    private const int Batch = 500;

    [Theory, EveryDatabase]
    public async Task Many_unused_versions_are_pruned_in_several_transactions_of_which_only_the_last_is_the_change(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var (many, kept) = (await recorder.AddArtifactAsync("many"), await recorder.AddArtifactAsync("kept"));
        await AddVersionsAsync(store, await recorder.AddVersionAsync(many), (2 * Batch) + 1);
        var used = await recorder.AddVersionAsync(kept);
        await recorder.EndStepAsync(
            await recorder.AddStepAsync(await recorder.AddRunAsync("r", "one"), "one"), RunStatus.Completed, ("o", used));
        var writes = new RecordedWrites(store.Database);

        await ServicesOver(store, writes).Tracking.ArtifactVersions.DeleteUnusedAsync(keepArtifacts: false, Token);

        Assert.Equal(3, writes.Results.Count);
        Assert.All(writes.Results.SkipLast(1), result => Assert.Equal(true, result));
        Assert.IsNotType<bool>(writes.Results[^1]);
        Assert.Equal(used.Id, (await ListAsync(recorder)).Items.Single().Id);
        Assert.Equal(kept.Id, (await recorder.Services.Artifacts.ListAsync(new ListQuery(), Token)).Items.Single().Id);
        Assert.Equal((2 * Batch) + 2, await CountDeletedAsync(store, "artifact_version"));
        Assert.Equal(1, await CountDeletedAsync(store, "artifact"));
    }

    [Theory, EveryDatabase]
    public async Task Versions_in_the_folder_of_a_step_that_has_not_ended_are_not_pruned(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var run = await recorder.AddRunAsync("r", "one", "two");
        var (running, ended) = (await recorder.AddStepAsync(run, "one"), await recorder.AddStepAsync(run, "two", RunStatus.Failed));
        var artifact = await recorder.AddArtifactAsync("a");
        var made = await AddAsync("1", $"s3://bucket/one/output/{running.Id}/0a1b2c3d");
        await AddAsync("2", $"s3://bucket/two/output/{ended.Id}/0a1b2c3d");
        await AddAsync("3", $"s3://bucket/custom_artifacts/a/{Guid.NewGuid()}");
        var old = await AddAsync("4", $"""C:\store\one\output\{running.Id}""");

        await recorder.Services.ArtifactVersions.DeleteUnusedAsync(keepArtifacts: false, Token);
        Assert.Equal([made.Id, old.Id], (await ListAsync(recorder)).Items.Select(version => version.Id));

        await recorder.EndStepAsync(running, RunStatus.Completed, ("output", made));
        await recorder.Services.ArtifactVersions.DeleteUnusedAsync(keepArtifacts: false, Token);
        Assert.Equal([made.Id], (await ListAsync(recorder)).Items.Select(version => version.Id));

        Task<ArtifactVersion> AddAsync(string version, string uri) =>
            recorder.Services.ArtifactVersions.CreateAsync(recorder.NewVersion(artifact, version) with { Uri = uri }, Token);
    }

    [Theory, EveryDatabase]
    public async Task Many_versions_that_a_model_version_links_are_deleted_in_several_transactions(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var registry = store.Services.ModelRegistry;
        var model = await registry.Models.CreateAsync(new NewModel { Workspace = store.Workspace.Id, Name = "m" }, Token);
        var version = await registry.Versions.CreateAsync(
            new NewModelVersion { Workspace = store.Workspace.Id, Model = model.Id }, Token);
        var first = await recorder.AddVersionAsync(await recorder.AddArtifactAsync("many"));
        var copies = await AddVersionsAsync(store, first, Batch);
        await LinkAsync(store, version, copies);
        var writes = new RecordedWrites(store.Database);

        await ServicesOver(store, writes).ModelRegistry.Links.UnlinkArtifactsAsync(version.Id, onlyLinks: false, Token);

        Assert.Equal(2, writes.Results.Count);
        Assert.Equal(true, writes.Results[0]);
        Assert.Equal(first.Id, (await ListAsync(recorder)).Items.Single().Id);
        Assert.Empty((await registry.Versions.GetAsync(version.Id, Token)).Artifacts);
        Assert.Equal(Batch, await CountDeletedAsync(store, "artifact_version"));
        Assert.Equal(Batch, await CountDeletedAsync(store, "model_version_artifact"));
    }

    private static ZenServices ServicesOver(TemporaryStore store, RecordedWrites writes) =>
        new(store.Database.LocalCaller, store.PartsOf(writes));

    private static Task<Page<ArtifactVersion>> ListAsync(Recorder recorder) =>
        recorder.Services.ArtifactVersions.ListAsync(new ListQuery(), onlyUnused: false, withDetails: false, Token);

    private static async Task<long> CountDeletedAsync(TemporaryStore store, string type) =>
        (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "delete", ["resource_type"] = type }, Token)).Total;

    /// <summary>Adds many versions at once, some with the same time.</summary>
    private static Task<ArtifactVersion[]> AddVersionsAsync(TemporaryStore store, ArtifactVersion first, int count)
    {
        ArtifactVersion[] copies =
        [
            .. Enumerable.Range(2, count).Select(number => first with
            {
                Id = Id<ArtifactVersion>.New(), Version = $"{number}", Created = first.Created.AddMicroseconds(number / 3),
            }),
        ];
        return store.Database.WriteAsync(
            async (unit, token) =>
            {
                foreach (var copy in copies)
                {
                    await unit.Tracking.ArtifactVersions.AddAsync(copy, token);
                }

                return copies;
            },
            Token);
    }

    private static Task<bool> LinkAsync(
        TemporaryStore store, ModelVersion version, ArtifactVersion[] artifacts) => store.Database.WriteAsync(
        async (unit, token) =>
        {
            foreach (var artifact in artifacts)
            {
                await unit.Tracking.ModelLinks.AddAsync(
                    new ModelArtifactLink
                    {
                        Id = Id<ModelArtifactLink>.New(),
                        Model = version.Model.Id,
                        ModelVersion = version.Id,
                        ArtifactVersion = artifact,
                        Kind = ModelArtifactKind.Data,
                        Workspace = store.Workspace.Id,
                        User = store.Database.LocalCaller.UserId,
                        Created = artifact.Created,
                    },
                    token);
            }

            return true;
        },
        Token);
}
