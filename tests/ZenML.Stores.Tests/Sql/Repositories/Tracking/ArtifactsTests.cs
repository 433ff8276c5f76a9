using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Metadata;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

public sealed class ArtifactsTests
{
    [Theory, EveryDatabase]
    public async Task An_artifact_shows_its_latest_version_and_tags(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var artifact = await recorder.AddArtifactAsync("p::one::output", "blue", "green", "blue");
        Assert.Null(artifact.LatestVersion);
        await recorder.AddVersionAsync(artifact, "10");
        var last = await recorder.AddVersionAsync(artifact, "9");
        await recorder.AddArtifactAsync("q", "blue");

        var found = await recorder.Services.Artifacts.GetAsync(artifact.Id, Token);

        Assert.Equal((last.Id, "9", artifact.Updated), (found.LatestVersion!.Id, found.LatestVersion.Name, found.Updated));
        Assert.Equal([("blue", 2L), ("green", 1L)], found.Tags.Select(tag => (tag.Name, tag.UseCount)).Order());
        await FailsAsync(ErrorCode.AlreadyExists, () => recorder.AddArtifactAsync("q"));
        await FailsAsync(ErrorCode.AlreadyExists, () => recorder.AddVersionAsync(artifact, "9"));
    }

    [Theory, EveryDatabase]
    public async Task Versions_sort_by_number_and_can_be_found_by_the_name_of_their_artifact(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var (artifact, other) = (await recorder.AddArtifactAsync("a"), await recorder.AddArtifactAsync("b"));
        foreach (var version in new[] { "2", "10", "9", "of May" })
        {
            await recorder.AddVersionAsync(artifact, version);
        }

        await recorder.AddVersionAsync(other, "99");

        var page = await recorder.Services.ArtifactVersions.ListAsync(
            new ListQuery { ["name"] = "a", SortBy = "desc:version_number", Size = 1, Workspace = store.Workspace.Id },
            onlyUnused: false,
            withDetails: false,
            Token);

        Assert.Equal((4L, "10"), (page.Total, Assert.Single(page.Items).Version));
    }

    [Theory, EveryDatabase]
    public async Task Unused_versions_can_be_combined_with_any_filter(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var artifact = await recorder.AddArtifactAsync("a");
        var (used, unused) = (await recorder.AddVersionAsync(artifact), await recorder.AddVersionAsync(artifact, "2"));
        var run = await recorder.AddRunAsync("r", "one");
        await recorder.EndStepAsync(await recorder.AddStepAsync(run, "one"), RunStatus.Completed, ("o", used));
        var either = new ListQuery { ["version"] = "1", ["name"] = "a", LogicalOperator = "or" };

        Assert.Equal(
            [unused.Id],
            (await recorder.Services.ArtifactVersions.ListAsync(either, onlyUnused: true, withDetails: false, Token))
                .Items.Select(version => version.Id));
        Assert.Equal(2, (await recorder.Services.ArtifactVersions.ListAsync(either, onlyUnused: false, withDetails: false, Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task Artifacts_can_be_renamed_tagged_and_deleted(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var artifact = await recorder.AddArtifactAsync("a", "old", "kept");
        var version = await recorder.Services.ArtifactVersions.CreateAsync(
            recorder.NewVersion(artifact) with { Tags = ["t"], Visualizations = [("html", "/h"), ("csv", "/c")] }, Token);
        Assert.Equal([("html", "/h"), ("csv", "/c")], version.Visualizations.Select(picture => (picture.Type, picture.Uri)));
        await recorder.AddArtifactAsync("taken");
        await FailsAsync(
            ErrorCode.AlreadyExists,
            () => recorder.Services.Artifacts.UpdateAsync(artifact.Id, new ArtifactUpdate { Name = "taken" }, Token));

        var changed = await recorder.Services.Artifacts.UpdateAsync(
            artifact.Id, new ArtifactUpdate
            {
                Name = "b", HasCustomName = true, AddTags = ["new", "kept"], RemoveTags = ["old", "never"],
            }, Token);

        Assert.Equal(("b", true), (changed.Name, changed.HasCustomName));
        Assert.Equal(["kept", "new"], changed.Tags.Select(tag => tag.Name).Order());
        await recorder.Services.Artifacts.DeleteAsync(artifact.Id, Token);
        await FailsAsync(ErrorCode.NotFound, () => recorder.Services.ArtifactVersions.GetAsync(version.Id, Token));
        await FailsAsync(ErrorCode.NotFound, () => recorder.Services.Artifacts.DeleteAsync(artifact.Id, Token));
    }

    [Theory, EveryDatabase]
    public async Task The_newest_metadata_entry_of_a_key_is_shown(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var version = await recorder.AddVersionAsync(await recorder.AddArtifactAsync("a"));

        var notes = await recorder.NoteAsync(
            MetadataSubject.ArtifactVersion,
            version.Id.Value,
            ("size", new("1"), "StorageSize"),
            ("text", new("\"5\""), "str"));
        await recorder.NoteAsync(MetadataSubject.ArtifactVersion, version.Id.Value, ("size", new("1.0"), "float"));

        Assert.Equal(["size", "text"], notes.Select(note => note.Key));
        Assert.Equal([("size", "1.0"), ("text", "\"5\"")],
            (await recorder.Services.ArtifactVersions.GetAsync(version.Id, Token))
                .Metadata.Select(note => (note.Key, note.Value.Text)).Order());
        await FailsAsync(
            ErrorCode.NotFound,
            () => recorder.NoteAsync(MetadataSubject.ArtifactVersion, Guid.NewGuid(), ("k", new("1"), "int")));
        await FailsAsync(
            ErrorCode.NotFound,
            () => recorder.NoteAsync(MetadataSubject.ModelVersion, version.Id.Value, ("k", new("1"), "int")));
    }
}
