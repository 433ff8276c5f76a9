using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Metadata;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.Tracking;

public sealed class TrackingFieldsTests
{
    private static readonly
        Dictionary<string, (IReadOnlyList<FilterField> Fields, Func<ITrackingServices, ListQuery, Task<long>> CountAsync)> Resources = new()
    {
        ["pipelines"] = (TrackingFields.Pipelines, async (services, query) => (await services.Pipelines.ListAsync(query, Token)).Total),
        ["deployments"] = (
            TrackingFields.Deployments,
            async (services, query) => (await services.Deployments.ListAsync(query, true, Token)).Total),
        ["runs"] = (TrackingFields.Runs, async (services, query) => (await services.Runs.ListAsync(query, true, Token)).Total),
        ["steps"] = (TrackingFields.Steps, async (services, query) => (await services.Steps.ListAsync(query, true, Token)).Total),
        ["artifacts"] = (TrackingFields.Artifacts, async (services, query) => (await services.Artifacts.ListAsync(query, Token)).Total),
        ["versions"] = (
            TrackingFields.ArtifactVersions,
            async (services, query) => (await services.ArtifactVersions.ListAsync(query, true, true, Token)).Total),
        ["metadata"] = (TrackingFields.Metadata, async (services, query) => (await services.Metadata.ListAsync(query, Token)).Total),
    };

    [Theory, EveryDatabase]
    public async Task Every_field_can_be_filtered_and_sorted_by(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var run = await recorder.Services.Runs.CreateAsync(
            recorder.NewRun(await recorder.AddDeploymentAsync(await recorder.AddPipelineAsync(), "one"), "r", "o"),
            Token);
        await recorder.AddStepAsync(run, "one");
        await recorder.NoteAsync(MetadataSubject.PipelineRun, run.Id.Value, ("k", new("1"), "int"));
        await recorder.Services.ArtifactVersions.CreateAsync(
            recorder.NewVersion(await recorder.AddArtifactAsync("a", "t")) with { HasCustomName = false }, Token);
        var fields = Resources.Values.SelectMany(resource => resource.Fields.Select(field => (field, resource.CountAsync)));
        foreach (var (field, count) in fields)
        {
            string[] nothing = field.Type switch
            {
                FilterFieldType.Uuid =>
                    [Guid.NewGuid().ToString(), "contains:0123456789abcdef0123", "startswith:0123456789abcdef0", "endswith:fedcba9876"],
                FilterFieldType.Timestamp =>
                    ["gt:2999-01-01 00:00:00", "gte:2999-01-01 00:00:00", "lt:1999-01-01 00:00:00", "lte:1969-01-01 00:00:00", "1"],
                FilterFieldType.Boolean => ["true"],
                FilterFieldType.Integer => ["7", "gt:7", "gte:7", "lt:-7", "lte:-7"],
                _ =>
                [
                    // An unknown word is an error and not an empty list.
                    .. field.AllowedValues.Count > 0 ? [] : (string[])["no such"],
                    "contains:no such",
                    "startswith:no such",
                    "endswith:no such",
                ],
            };
            foreach (var filter in nothing)
            {
                Assert.Equal(
                    0,
                    await count(
                        recorder.Services,
                        new ListQuery { [field.Name] = filter, SortBy = field.IsSortable ? field.Name : null }));
            }

            if (field.IsSortable)
            {
                Assert.Equal(
                    1,
                    await count(
                        recorder.Services,
                        new ListQuery { SortBy = $"desc:{field.Name}", Workspace = store.Workspace.Id }));
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task Runs_without_a_registered_pipeline_are_unlisted(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        await recorder.AddRunAsync("unlisted", "one");
        await recorder.Services.Runs.CreateAsync(
            recorder.NewRun(await recorder.AddDeploymentAsync(await recorder.AddPipelineAsync()), "listed"), Token);

        Assert.Equal(["unlisted"], await NamesAsync("true"));
        Assert.Equal(["listed"], await NamesAsync("false"));

        async Task<IEnumerable<string>> NamesAsync(string unlisted) =>
            (await recorder.Services.Runs.ListAsync(new ListQuery { ["unlisted"] = unlisted }, false, Token)).Items.Select(run => run.Name);
    }

    [Theory, EveryDatabase]
    public async Task A_pipeline_shows_the_statuses_of_its_first_runs(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var pipeline = await recorder.AddPipelineAsync();
        foreach (var status in new[] { RunStatus.Completed, RunStatus.Failed, RunStatus.Initializing, RunStatus.Running })
        {
            await recorder.Services.Runs.CreateAsync(
                recorder.NewRun(await recorder.AddDeploymentAsync(pipeline), $"{status}", status: status), Token);
        }

        Assert.Equal([RunStatus.Completed, RunStatus.Failed, RunStatus.Initializing],
            (await recorder.Services.Pipelines.GetAsync(pipeline.Id, Token)).FirstStatuses);
    }
}
