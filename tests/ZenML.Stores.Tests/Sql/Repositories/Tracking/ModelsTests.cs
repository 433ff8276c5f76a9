using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Models;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

public sealed class ModelsTests
{
    [Theory, EveryDatabase]
    public async Task A_model_is_found_by_its_name_or_id_and_shows_the_version_with_the_highest_number(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var models = store.Services.ModelRegistry;
        var model = await AddModelAsync(store, "churn", "blue", "green", "blue");
        Assert.Null(model.LatestVersion);
        await AddVersionAsync(store, model);
        var second = await AddVersionAsync(store, model, "b");

        var found = await models.Models.FindAsync("churn", Token);

        Assert.Equal((model.Id, second.Id, "b"), (found.Id, found.LatestVersion!.Id, found.LatestVersion.Name));
        Assert.Equal(model.Id, (await models.Models.FindAsync(model.Id.ToString(), Token)).Id);
        Assert.Equal(["blue", "green"], found.Tags.Select(tag => tag.Name).Order());
        Assert.Equal(("MIT", (string?)null), (found.Card.License, found.Card.Ethics));
        await FailsAsync(ErrorCode.NotFound, () => models.Models.FindAsync("Churn", Token));
    }

    [Theory, EveryDatabase]
    public async Task The_name_of_a_model_is_unique_over_all_workspaces_also_when_another_model_is_renamed(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var models = store.Services.ModelRegistry.Models;
        var second = await store.Services.Workspaces.CreateAsync("second", "", Token);
        await AddModelAsync(store, "a");
        var other = await models.CreateAsync(new NewModel { Workspace = second.Id, Name = "A" }, Token);

        await FailsAsync(ErrorCode.AlreadyExists, () => models.CreateAsync(new NewModel { Workspace = second.Id, Name = "a" }, Token));
        await FailsAsync(ErrorCode.AlreadyExists, () => models.UpdateAsync(other.Id, new ModelUpdate { Name = "a" }, Token));
        await FailsAsync(ErrorCode.InvalidArgument, () => models.UpdateAsync(other.Id, new ModelUpdate { Name = "a\tb" }, Token));
        await FailsAsync(ErrorCode.InvalidArgument, () => AddModelAsync(store, "c", "t\n"));
        await FailsAsync(ErrorCode.NotFound, () => models.FindAsync("c", Token));
    }

    [Theory, EveryDatabase]
    public async Task A_change_of_a_model_keeps_what_it_does_not_name(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var model = await AddModelAsync(store, "a", "old", "kept");

        var changed = await store.Services.ModelRegistry.Models.UpdateAsync(
            model.Id,
            new ModelUpdate
            {
                Card = new ModelCard { Ethics = "", Audience = "all" }, SaveToRegistry = false, AddTags = ["new", "kept"],
                RemoveTags = ["old", "never"],
            },
            Token);

        Assert.Equal(model.Card with { Ethics = "", Audience = "all" }, changed.Card);
        Assert.Equal(("a", false), (changed.Name, changed.SaveToRegistry));
        Assert.Equal(["kept", "new"], changed.Tags.Select(tag => tag.Name).Order());
    }

    [Theory, EveryDatabase]
    public async Task Versions_that_are_created_at_once_get_different_numbers(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var model = await AddModelAsync(store, "a");

        var created = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(
            async () =>
            {
                await using var own = await store.OpenAgainAsync();
                return await store.ServicesOf(own.LocalCaller, own).ModelRegistry.Versions.CreateAsync(
                    new NewModelVersion { Workspace = store.Workspace.Id, Model = model.Id }, Token);
            },
            Token)));

        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), created.Select(version => version.Number).Order());
        Assert.All(created, version => Assert.Equal($"{version.Number}", version.Name));
        var copy = created[0] with { Id = Id<ModelVersion>.New(), Name = "other" };
        await Assert.ThrowsAnyAsync<Exception>(() => store.Database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Tracking.ModelVersions.AddAsync(copy, token);
                return 0;
            },
            Token));
    }

    [Theory, EveryDatabase]
    public async Task A_version_without_a_name_gets_its_number_or_the_next_number_that_is_no_name(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var versions = store.Services.ModelRegistry.Versions;
        var model = await AddModelAsync(store, "a");

        var names = new List<(long, string)>();
        foreach (var name in new[] { null, "3", null, "5", null })
        {
            var version = await AddVersionAsync(store, model, name);
            names.Add((version.Number, version.Name));
        }

        Assert.Equal([(1, "1"), (2, "3"), (3, "4"), (4, "5"), (5, "6")], names);
        await FailsAsync(ErrorCode.AlreadyExists, () => AddVersionAsync(store, model, "3"));
        var last = (await versions.ListAsync("a", new ListQuery { SortBy = "desc:number", Size = 1 }, false, Token)).Items[0];
        await versions.DeleteAsync(last.Id, Token);
        Assert.Equal(5, (await AddVersionAsync(store, model)).Number);
        var first = (await versions.ListAsync("a", new ListQuery { ["number"] = "1" }, false, Token)).Items[0];
        await FailsAsync(
            ErrorCode.AlreadyExists,
            () => versions.UpdateAsync(first.Id, new ModelVersionUpdate { Model = model.Id, Name = "3" }, Token));
    }

    [Theory, EveryDatabase]
    public async Task A_free_number_for_a_name_is_found_in_few_statements_however_many_numbers_are_names(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var model = await AddModelAsync(store, "a");
        var first = await AddVersionAsync(store, model);
        await store.Database.WriteAsync(
            async (unit, token) =>
            {
                foreach (var number in Enumerable.Range(3, 1_200))
                {
                    await unit.Tracking.ModelVersions.AddAsync(
                        first with { Id = Id<ModelVersion>.New(), Number = -number, Name = $"{number}" }, token);
                }

                return true;
            },
            Token);
        var created = await AddVersionAsync(store, model);
        Assert.Equal((2, "2"), (created.Number, created.Name));

        var statements = await CountedStatements.CountAsync(async () => created = await AddVersionAsync(store, model));

        Assert.Equal((3, "1203"), (created.Number, created.Name));
        Assert.InRange(statements, 1, 50);
    }

    [Fact]
    public async Task A_version_that_has_all_the_links_it_can_have_gets_no_other_one()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var recorder = new Recorder(store);
        var links = store.Services.ModelRegistry.Links;
        var version = await AddVersionAsync(store, await AddModelAsync(store, "a"));
        var run = await recorder.AddRunAsync("r", "one");
        var link = new NewModelRunLink
        {
            Workspace = store.Workspace.Id, Model = version.Model.Id, ModelVersion = version.Id, Run = run.Id,
        };
        await links.LinkAsync(link, Token);
        await RawDatabase.ExecuteAsync(
            store.Store.Path,
            """
            PRAGMA foreign_keys = OFF;
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
            INSERT INTO model_version_runs (id, model_id, model_version_id, run_id, workspace_id, user_id, created)
            SELECT printf('%032x', i), l.model_id, l.model_version_id, printf('%032x', i), l.workspace_id, l.user_id, l.created
            FROM n, model_version_runs l
            """);
        var other = await recorder.AddRunAsync("other", "one");

        await FailsAsync(ErrorCode.InvalidArgument, () => links.LinkAsync(link with { Run = other.Id }, Token));
        Assert.False((await links.LinkAsync(link, Token)).IsNew);
    }

    [Theory, EveryDatabase]
    public async Task A_stage_moves_to_another_version_only_by_force_and_archives_the_one_that_had_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var versions = store.Services.ModelRegistry.Versions;
        var model = await AddModelAsync(store, "a");
        var (first, second) = (await AddVersionAsync(store, model), await AddVersionAsync(store, model));
        var change = new ModelVersionUpdate { Model = model.Id, Stage = "production" };
        await versions.UpdateAsync(first.Id, change, Token);

        await FailsAsync(ErrorCode.StageTaken, () => versions.UpdateAsync(second.Id, change, Token));
        var moved = await versions.UpdateAsync(second.Id, change with { Force = true }, Token);

        Assert.Equal("production", moved.Stage);
        Assert.Equal("archived", (await versions.GetAsync(first.Id, Token)).Stage);
        Assert.Equal("production", (await versions.UpdateAsync(second.Id, change, Token)).Stage);
        await FailsAsync(ErrorCode.InvalidArgument, () => versions.UpdateAsync(second.Id, change with { Stage = "best" }, Token));
        await FailsAsync(ErrorCode.NotFound, () => versions.UpdateAsync(second.Id, change with { Model = Id<Model>.New() }, Token));
        var updates = await store.Services.Audit.ListAsync(
            new ListQuery { ["resource_type"] = "model_version", ["action"] = "update" }, Token);
        Assert.Equal(["a 1", "a 1", "a 2", "a 2"], updates.Items.Select(record => record.ResourceName).Order());
    }

    [Theory, EveryDatabase]
    public async Task A_configuration_names_a_version_by_id_number_name_stage_or_as_the_latest(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var versions = store.Services.ModelRegistry.Versions;
        var model = await AddModelAsync(store, "a");
        var (first, second) = (await AddVersionAsync(store, model, "x"), await AddVersionAsync(store, model));
        await versions.UpdateAsync(first.Id, new ModelVersionUpdate { Model = model.Id, Stage = "staging" }, Token);

        ConfiguredModel[] ofFirst = [new(first.Id), new(null, "a", "x"), new(null, "a", "staging"), new(null, "a", null, 1)];
        ConfiguredModel[] ofNone = [new(Id<ModelVersion>.New()), new(null, "a", "no"), new(null, "no", "x"), new(null)];
        foreach (var configured in ofFirst)
        {
            Assert.Equal(first.Id, (await versions.FindAsync(configured, Token))?.Id);
        }

        Assert.Equal(second.Id, (await versions.FindAsync(new(null, model.Id.ToString(), "latest"), Token))?.Id);
        foreach (var configured in ofNone)
        {
            Assert.Null(await versions.FindAsync(configured, Token));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_link_that_exists_is_returned_unchanged_and_versions_show_what_is_linked(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var registry = store.Services.ModelRegistry;
        var model = await AddModelAsync(store, "a");
        var version = await AddVersionAsync(store, model);
        var artifact = await recorder.AddArtifactAsync("art");
        var (one, two) = (await recorder.AddVersionAsync(artifact), await recorder.AddVersionAsync(artifact, "2"));
        var run = await recorder.AddRunAsync("r", "one");
        var link = new NewModelArtifactLink
        {
            Workspace = store.Workspace.Id, Model = model.Id, ModelVersion = version.Id, ArtifactVersion = one.Id,
            Kind = ModelArtifactKind.Model,
        };
        var runLink = new NewModelRunLink { Workspace = store.Workspace.Id, Model = model.Id, ModelVersion = version.Id, Run = run.Id };

        var made = await registry.Links.LinkAsync(link, Token);
        var again = await registry.Links.LinkAsync(link with { Kind = ModelArtifactKind.Data }, Token);
        await registry.Links.LinkAsync(link with { ArtifactVersion = two.Id, Kind = ModelArtifactKind.Data }, Token);
        var madeRun = await registry.Links.LinkAsync(runLink, Token);
        var againRun = await registry.Links.LinkAsync(runLink, Token);

        Assert.Equal(
            (true, false, made.Link.Id, ModelArtifactKind.Model), (made.IsNew, again.IsNew, again.Link.Id, again.Link.Kind));
        Assert.Equal((true, false, madeRun.Link.Id), (madeRun.IsNew, againRun.IsNew, againRun.Link.Id));
        var shown = await registry.Versions.GetAsync(version.Id, Token);
        Assert.Equal(
            [new(ModelArtifactKind.Model, "art", "1", one.Id), new LinkedArtifact(ModelArtifactKind.Data, "art", "2", two.Id)],
            shown.Artifacts);
        Assert.Equal([new(run.Id, "r")], shown.Runs);
        await FailsAsync(
            ErrorCode.NotFound, () => registry.Links.LinkAsync(link with { ArtifactVersion = Id<ArtifactVersion>.New() }, Token));
        await FailsAsync(ErrorCode.NotFound, () => registry.Links.LinkAsync(link with { ModelVersion = Id<ModelVersion>.New() }, Token));

        await registry.Links.UnlinkArtifactAsync(version.Id, "art", Token);
        await registry.Links.UnlinkRunAsync(version.Id, madeRun.Link.Id.ToString(), Token);
        Assert.Equal([two.Id], (await registry.Versions.GetAsync(version.Id, Token)).Artifacts.Select(linked => linked.Id));
        await FailsAsync(ErrorCode.NotFound, () => registry.Links.UnlinkRunAsync(version.Id, "r", Token));
        await registry.Links.UnlinkArtifactsAsync(version.Id, onlyLinks: false, Token);
        await FailsAsync(ErrorCode.NotFound, () => recorder.Services.ArtifactVersions.GetAsync(two.Id, Token));
        Assert.Equal(one.Id, (await recorder.Services.ArtifactVersions.GetAsync(one.Id, Token)).Id);
    }

    [Theory, EveryDatabase]
    public async Task Deleting_what_a_version_links_deletes_the_links_and_deleting_a_model_keeps_what_it_links(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var registry = store.Services.ModelRegistry;
        var tables = (await RawDatabase.ListTablesAsync(store)).Where(table => table.StartsWith("model", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(4, tables.Length);
        var model = await AddModelAsync(store, "a", "t");
        var (version, artifact, run) = await AddLinkedAsync(store, recorder, model, store.Workspace.Id);
        await recorder.Services.Artifacts.DeleteAsync(artifact.Artifact.Id, Token);
        await recorder.Services.Runs.DeleteAsync(run, Token);
        var shown = await registry.Versions.GetAsync(version.Id, Token);
        Assert.Equal((0, 0, "k"), (shown.Artifacts.Count, shown.Runs.Count, Assert.Single(shown.Metadata).Key));

        (_, artifact, run) = await AddLinkedAsync(store, recorder, model, store.Workspace.Id);
        await registry.Models.DeleteAsync("a", Token);

        Assert.Equal([0, 0, 0, 0], await CountRowsAsync(store, tables));
        Assert.Equal([0], await CountRowsAsync(store, ["tag_uses"]));
        Assert.Equal([0], await CountRowsAsync(store, ["run_metadata"]));
        Assert.Equal(artifact.Id, (await recorder.Services.ArtifactVersions.GetAsync(artifact.Id, Token)).Id);
        Assert.Equal("r", (await recorder.Services.Runs.GetAsync(run, false, Token)).Name);
        var deleted = (await store.Services.Audit.ListAsync(new ListQuery { ["action"] = "delete", SortBy = "created", Size = 100 }, Token))
            .Items.Select(record => (record.ResourceType, record.ResourceName));
        Assert.Equal(
            [
                ("model", "a"), ("model_version", "a 1"), ("model_version", "a 2"),
                ("model_version_artifact", "art 1"), ("model_version_artifact", "art 1"),
                ("model_version_pipeline_run", "r"), ("model_version_pipeline_run", "r"), ("run_metadata", "k"), ("run_metadata", "k"),
            ],
            deleted.Where(record => record.ResourceType.StartsWith("model", StringComparison.Ordinal) || record.ResourceName == "k")
                .Order());
    }

    [Theory, EveryDatabase]
    public async Task Deleting_a_workspace_deletes_its_models_and_the_links_to_what_is_in_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var second = await store.Services.Workspaces.CreateAsync("second", "", Token);
        var here = await AddModelAsync(store, "here");
        var there = await store.Services.ModelRegistry.Models.CreateAsync(
            new NewModel { Workspace = second.Id, Name = "there", Tags = ["t"] }, Token);
        await AddLinkedAsync(store, recorder, there, store.Workspace.Id);
        var (version, _, _) = await AddLinkedAsync(store, recorder, here, second.Id);

        await store.Services.Workspaces.DeleteAsync(second.Id, force: true, Token);

        await FailsAsync(ErrorCode.NotFound, () => store.Services.ModelRegistry.Models.FindAsync("there", Token));
        await FailsAsync(ErrorCode.NotFound, () => store.Services.ModelRegistry.Versions.GetAsync(version.Id, Token));
        Assert.Equal(here.Id, (await store.Services.ModelRegistry.Models.FindAsync("here", Token)).Id);
        Assert.Equal([1, 0, 0, 0], await CountRowsAsync(
            store, ["models", "model_versions", "model_version_artifacts", "model_version_runs"]));
    }

    [Theory, EveryDatabase]
    public async Task A_list_by_tag_with_or_leaves_out_rows_without_any_tag(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await AddModelAsync(store, "a", "x");
        await AddModelAsync(store, "b", "y");
        await AddModelAsync(store, "c");

        var page = await store.Services.ModelRegistry.Models.ListAsync(
            new ListQuery { ["tag"] = "equals:x", ["name"] = "contains:", LogicalOperator = "or", SortBy = "name" }, Token);

        Assert.Equal(["a", "b"], page.Items.Select(model => model.Name));
    }

    [Theory, EveryDatabase]
    public async Task Models_their_versions_and_links_can_be_filtered_and_sorted_by_every_field(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var registry = store.Services.ModelRegistry;
        await AddLinkedAsync(store, new Recorder(store), await AddModelAsync(store, "a"), store.Workspace.Id);
        foreach (var field in ModelFields.Models)
        {
            await EnsureFieldAsync(store, field, async query => (await registry.Models.ListAsync(query, Token)).Total);
        }

        foreach (var field in ModelFields.Versions)
        {
            await EnsureFieldAsync(store, field, async query => (await registry.Versions.ListAsync("a", query, true, Token)).Total);
        }

        foreach (var field in ModelFields.ArtifactLinks.Where(field => field.Name != "only_data_artifacts"))
        {
            await EnsureFieldAsync(store, field, async query => (await registry.Links.ListArtifactLinksAsync(query, Token)).Total);
        }

        foreach (var field in ModelFields.RunLinks)
        {
            await EnsureFieldAsync(store, field, async query => (await registry.Links.ListRunLinksAsync(query, Token)).Total);
        }
    }

    private static async Task EnsureFieldAsync(TemporaryStore store, FilterField field, Func<ListQuery, Task<long>> countAsync)
    {
        var nothing = field.Type switch
        {
            FilterFieldType.Uuid => Guid.NewGuid().ToString(),
            FilterFieldType.Timestamp => "gt:2999-01-01 00:00:00",
            FilterFieldType.Boolean => "true",
            FilterFieldType.Integer => "7",
            _ => "no such",
        };
        Assert.Equal(0, await countAsync(new ListQuery { [field.Name] = nothing }));
        Assert.Equal(
            1, await countAsync(new ListQuery { SortBy = field.IsSortable ? $"desc:{field.Name}" : null, Workspace = store.Workspace.Id }));
    }

    private static Task<Model> AddModelAsync(TemporaryStore store, string name, params string[] tags) =>
        store.Services.ModelRegistry.Models.CreateAsync(
            new NewModel { Workspace = store.Workspace.Id, Name = name, Card = new ModelCard { License = "MIT" }, Tags = tags }, Token);

    private static Task<ModelVersion> AddVersionAsync(TemporaryStore store, Model model, string? name = null) =>
        store.Services.ModelRegistry.Versions.CreateAsync(
            new NewModelVersion { Workspace = store.Workspace.Id, Model = model.Id, Name = name }, Token);

    /// <summary>Adds a version with metadata that links one artifact version and one run.</summary>
    private static async Task<(ModelVersion Version, ArtifactVersion Artifact, Id<PipelineRun> Run)> AddLinkedAsync(
        TemporaryStore store, Recorder recorder, Model model, Id<Workspace> workspace)
    {
        var version = await store.Services.ModelRegistry.Versions.CreateAsync(
            new NewModelVersion { Workspace = workspace, Model = model.Id }, Token);
        await recorder.NoteAsync(MetadataSubject.ModelVersion, version.Id.Value, ("k", new("1"), "int"));
        var existing = (await recorder.Services.Artifacts.ListAsync(new ListQuery { ["name"] = "art" }, Token)).Items;
        var artifact = existing.Count > 0
            ? (await recorder.Services.ArtifactVersions.ListAsync(new ListQuery(), false, false, Token)).Items[0]
            : await recorder.AddVersionAsync(await recorder.AddArtifactAsync("art"));
        var runs = (await recorder.Services.Runs.ListAsync(new ListQuery(), false, Token)).Items;
        var run = runs.Count > 0 ? runs[0] : await recorder.AddRunAsync("r", "one");
        await store.Services.ModelRegistry.Links.LinkAsync(
            new NewModelArtifactLink
            {
                Workspace = workspace, Model = model.Id, ModelVersion = version.Id, ArtifactVersion = artifact.Id,
            },
            Token);
        await store.Services.ModelRegistry.Links.LinkAsync(
            new NewModelRunLink { Workspace = workspace, Model = model.Id, ModelVersion = version.Id, Run = run.Id }, Token);
        return (version, artifact, run.Id);
    }

    private static async Task<IReadOnlyList<long>> CountRowsAsync(TemporaryStore store, IReadOnlyList<string> tables)
    {
        var counts = new List<long>();
        foreach (var table in tables)
        {
            counts.Add((long)(await RawDatabase.QueryAsync(store, $"SELECT COUNT(*) FROM {table}"))[0]);
        }

        return counts;
    }
}
