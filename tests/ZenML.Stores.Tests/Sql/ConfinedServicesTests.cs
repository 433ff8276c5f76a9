using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Errors;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Models;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql.Sessions;
using ZenML.Stores.Tests.Sql.Repositories.Tracking;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql;

public sealed class ConfinedServicesTests
{
    // More than are passed as single parameters.
    private const int ManyWorkspaces = 12;

    [Fact]
    public async Task Every_table_with_a_workspace_is_confined_or_belongs_to_secrets_and_roles()
    {
        await using var store = await TemporaryStore.CreateAsync();

        var tables = await RawDatabase.QueryAsync(
            store,
            "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name = 'workspace_id'");

        Assert.Empty(tables.Cast<string>()
            .Except(["secrets", "secret_totals", "secret_changes", "role_bindings"])

            // Only administrators read these.
            .Except(["audit_events", "trusts"])
            .Except(WorkspaceFilter.Tables.Select(entry => entry.Table)));
    }

    [Theory, EveryDatabase]
    public async Task What_is_in_a_workspace_does_not_exist_for_an_account_of_others(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var filled = await FillAsync(store);
        var others = new List<Id<Workspace>>();
        for (var index = 0; index < ManyWorkspaces; index++)
        {
            others.Add((await store.Services.Workspaces.CreateAsync($"other {index}", "", Token)).Id);
        }

        foreach (var held in new[] { others[..1], others, [] })
        {
            var services = ServicesOf(store, Role.Editor, held);
            foreach (var (name, count) in Lists(services))
            {
                var expected = name switch
                {
                    "stacks" or "workspaces" => held.Count,
                    "components" => 2 * held.Count,
                    "artifacts" or "tags" => held.Count == 0 ? 0 : 1,
                    "custom flavors" => 0,
                    _ => 0,
                };
                Assert.Equal((name, expected), (name, await count()));
            }

            await FailsAsync(ErrorCode.NotFound, () => services.Workspaces.FindAsync("default", LookupMode.Reading, Token));
            await FailsAsync(ErrorCode.NotFound, () => services.Stacks.GetAsync(filled.Stack, Token));
            await FailsAsync(
                ErrorCode.NotFound, () => services.Stacks.FindAsync(store.Workspace.Id, "default", LookupMode.Reading, Token));
            await FailsAsync(ErrorCode.NotFound, () => services.ModelRegistry.Models.FindAsync("churn", Token));
            await FailsAsync(ErrorCode.NotFound, () => services.Tracking.Runs.GetAsync(filled.Run, withDetails: true, Token));
            if (held.Count > 0)
            {
                var artifact = (await services.Tracking.Artifacts.ListAsync(new ListQuery(), Token)).Items.Single();
                Assert.Null(artifact.LatestVersion);
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task An_account_with_a_role_in_a_workspace_sees_what_others_see_in_it(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var filled = await FillAsync(store);
        await store.Services.Workspaces.CreateAsync("other", "", Token);
        var all = store.Services;
        var viewer = ServicesOf(store, Role.Viewer, [store.Workspace.Id]);
        var inside = new ListQuery { Workspace = store.Workspace.Id };

        Assert.Equal(["default"], (await viewer.Workspaces.ListAsync(new ListQuery(), Token)).Items.Select(workspace => workspace.Name));
        foreach (var ((name, expected), (_, count)) in Lists(all).Zip(Lists(viewer)))
        {
            if (name is not ("workspaces" or "stacks" or "components"))
            {
                Assert.Equal((name, await expected()), (name, await count()));
            }
        }

        var run = await all.Tracking.Runs.GetAsync(filled.Run, withDetails: true, Token);
        var seen = await viewer.Tracking.Runs.GetAsync(filled.Run, withDetails: true, Token);
        Assert.Equal(run.Steps.Select(step => step.Id), seen.Steps.Select(step => step.Id));
        Assert.Equal(run.Steps.SelectMany(step => step.Outputs), seen.Steps.SelectMany(step => step.Outputs), OutputComparer);
        Assert.Equal((run.CurrentStack, run.Metadata.Count), (seen.CurrentStack, seen.Metadata.Count));
        Assert.Equal(
            (await all.Stacks.ListAsync(inside, Token)).Items.Select(stack => stack.Components.Count),
            (await viewer.Stacks.ListAsync(inside, Token)).Items.Select(stack => stack.Components.Count));
        Assert.Equal(filled.Stack, (await viewer.Stacks.FindAsync(store.Workspace.Id, "def", LookupMode.Reading, Token)).Id);
    }

    [Theory, EveryDatabase]
    public async Task A_version_whose_number_is_in_use_in_an_invisible_workspace_gets_the_next_free_one(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await FillAsync(store);
        var other = await store.Services.Workspaces.CreateAsync("other", "", Token);
        var services = ServicesOf(store, Role.Runner, [other.Id]);
        var artifact = (await services.Tracking.Artifacts.ListAsync(new ListQuery(), Token)).Items.Single();
        var version = new Recorder(store).NewVersion(artifact) with { Workspace = other.Id, User = store.OtherCaller.UserId };

        var created = await services.Tracking.ArtifactVersions.CreateAsync(version, Token);

        Assert.Equal("2", created.Version);
        await FailsAsync(
            ErrorCode.AlreadyExists, () => services.Tracking.ArtifactVersions.CreateAsync(version with { Version = "2" }, Token));
    }

    [Theory, EveryDatabase]
    public async Task Pruning_keeps_artifacts_whose_versions_are_in_invisible_workspaces_and_what_the_caller_may_not_delete(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        await recorder.AddVersionAsync(await recorder.AddArtifactAsync("unused"));
        var other = await store.Services.Workspaces.CreateAsync("other", "", Token);

        await ServicesOf(store, Role.Editor, [other.Id]).Tracking.ArtifactVersions.DeleteUnusedAsync(keepArtifacts: false, Token);
        await FailsAsync(
            ErrorCode.NotAllowed,
            () => ServicesOf(store, Role.Runner, [store.Workspace.Id]).Tracking.ArtifactVersions.DeleteUnusedAsync(false, Token));

        var left = (await store.Services.Tracking.Artifacts.ListAsync(new ListQuery(), Token)).Items.Single();
        Assert.NotNull(left.LatestVersion);
        await FailsAsync(
            ErrorCode.NotAllowed, () => ServicesOf(store, Role.Editor, [other.Id]).Tracking.Artifacts.DeleteAsync(left.Id, Token));
        await ServicesOf(store, Role.Editor, [store.Workspace.Id]).Tracking.Artifacts.DeleteAsync(left.Id, Token);
    }

    [Fact]
    public async Task A_change_that_is_refused_for_the_role_is_rolled_back_and_recorded()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var runner = ServicesOf(store, Role.Runner, [store.Workspace.Id]);
        var second = await store.Services.Workspaces.CreateAsync("second", "", Token);
        var mixed = store.ServicesOf(store.OtherCaller with
        {
            Access = new CallerAccess
            {
                InWorkspaces = new Dictionary<Id<Workspace>, Role> { [store.Workspace.Id] = Role.Viewer, [second.Id] = Role.Owner },
            },
        });
        var stack = (await store.Services.Stacks.ListAsync(new ListQuery { Workspace = store.Workspace.Id }, Token)).Items.Single();
        var mine = await store.Services.Stacks.RegisterAsync(
            new(store.Workspace.Id, "mine", [.. stack.Components.Select(component => component.Id)]), Token);

        foreach (var (services, role) in new[] { (runner, "runner"), (mixed, "viewer") })
        {
            var refused = await FailsAsync(
                ErrorCode.NotAllowed, () => services.Stacks.UpdateAsync(mine.Id, new() { Name = "changed" }, Token));
            Assert.Contains(role == "runner" ? "in no workspace" : "Yours is viewer.", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal("mine", (await store.Services.Stacks.GetAsync(mine.Id, Token)).Name);
        var records = await store.Services.Audit.ListAsync(new ListQuery { ["outcome"] = "refused" }, Token);
        Assert.Equal([("stack", "mine"), ("stack", "mine")], records.Items.Select(record => (record.ResourceType, record.ResourceName!)));
    }

    [Fact]
    public async Task A_viewer_gets_components_without_their_sensitive_values()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await store.AddFlavorAsync();
        var component = await store.AddComponentAsync("t", new ConfigurationMap { ["password"] = "s3cret" });

        foreach (var (role, isOpen) in new[] { (Role.Viewer, false), (Role.Runner, true) })
        {
            var services = ServicesOf(store, role, [store.Workspace.Id]);
            var one = await services.Components.RevealAsync(component.Id, Token);
            var listed = (await services.Components.ListRevealedAsync(new ListQuery { ["name"] = "t" }, Token)).Items.Single();
            foreach (var shown in new[] { one, listed })
            {
                Assert.Equal(isOpen ? "s3cret" : null, ((ConfigurationSensitive)shown.Configuration["password"]).Value?.Reveal());
            }
        }
    }

    [Fact]
    public async Task A_role_in_the_workspace_of_a_record_is_not_enough_to_record_something_about_another()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var filled = await FillAsync(store);
        var own = await store.Services.Workspaces.CreateAsync("own", "", Token);
        var services = store.ServicesOf(store.OtherCaller with
        {
            Access = new CallerAccess
            {
                InWorkspaces = new Dictionary<Id<Workspace>, Role> { [store.Workspace.Id] = Role.Viewer, [own.Id] = Role.Owner },
            },
        });
        var versions = await services.ModelRegistry.Versions.ListAsync("churn", new ListQuery(), withMetadata: false, Token);
        var version = versions.Items.Single();
        var artifact = (await services.Tracking.ArtifactVersions.ListAsync(new ListQuery(), false, false, Token)).Items.Single();

        await FailsAsync(
            ErrorCode.NotAllowed,
            () => services.Tracking.Metadata.CreateAsync(
                new NewRunMetadata
                {
                    Workspace = own.Id, Subject = MetadataSubject.PipelineRun, SubjectId = filled.Run.Value,
                    Entries = [("k", new OpaqueJson("1"), "int")],
                },
                Token));
        await FailsAsync(
            ErrorCode.NotAllowed,
            () => services.ModelRegistry.Versions.CreateAsync(
                new NewModelVersion { Workspace = own.Id, Model = version.Model.Id }, Token));
        await FailsAsync(
            ErrorCode.NotAllowed,
            () => services.ModelRegistry.Links.LinkAsync(
                new NewModelArtifactLink
                {
                    Workspace = own.Id, Model = version.Model.Id, ModelVersion = version.Id, ArtifactVersion = artifact.Id,
                    Kind = ModelArtifactKind.Data,
                },
                Token));
        await FailsAsync(
            ErrorCode.NotAllowed, () => services.ModelRegistry.Links.UnlinkArtifactsAsync(version.Id, onlyLinks: true, Token));
    }

    private static IEqualityComparer<object> OutputComparer => EqualityComparer<object>.Create(
        (left, right) => ((Core.Runs.Steps.StepArtifact)left!).Version.Id == ((Core.Runs.Steps.StepArtifact)right!).Version.Id,
        _ => 0);

    private static IServerServices ServicesOf(TemporaryStore store, Role role, IEnumerable<Id<Workspace>> held) => store.ServicesOf(
        store.OtherCaller with { Access = new CallerAccess { InWorkspaces = held.ToDictionary(id => id, _ => role) } });

    private static IEnumerable<(string Name, Func<Task<long>> Count)> Lists(IServerServices services)
    {
        yield return ("workspaces", async () => (await services.Workspaces.ListAsync(new ListQuery(), Token)).Total);
        yield return ("stacks", async () => (await services.Stacks.ListAsync(new ListQuery(), Token)).Total);
        yield return ("components", async () => (await services.Components.ListAsync(new ListQuery(), Token)).Total);
        yield return (
            "custom flavors", async () => (await services.Flavors.ListAsync(new ListQuery { ["name"] = "tracker" }, Token)).Total);
        yield return ("local runs", async () => (await services.PipelineRuns.ListAsync(new ListQuery(), true, Token)).Total);
        yield return ("pipelines", async () => (await services.Tracking.Pipelines.ListAsync(new ListQuery(), Token)).Total);
        yield return ("namespaces", async () => (await services.Tracking.Pipelines.ListNamespacesAsync(new ListQuery(), Token)).Total);
        yield return ("deployments", async () => (await services.Tracking.Deployments.ListAsync(new ListQuery(), true, Token)).Total);
        yield return ("runs", async () => (await services.Tracking.Runs.ListAsync(new ListQuery(), true, Token)).Total);
        yield return ("steps", async () => (await services.Tracking.Steps.ListAsync(new ListQuery(), true, Token)).Total);
        yield return ("artifacts", async () => (await services.Tracking.Artifacts.ListAsync(new ListQuery(), Token)).Total);
        yield return ("versions", async () => (await services.Tracking.ArtifactVersions.ListAsync(new(), false, true, Token)).Total);
        yield return ("metadata", async () => (await services.Tracking.Metadata.ListAsync(new ListQuery(), Token)).Total);
        yield return ("tags", async () => (await services.Tags.ListAsync(new ListQuery(), Token)).Total);
        yield return ("models", async () => (await services.ModelRegistry.Models.ListAsync(new ListQuery(), Token)).Total);
        yield return ("model versions", async () => (await services.ModelRegistry.Versions.ListAsync(null, new(), true, Token)).Total);
        yield return ("artifact links", async () => (await services.ModelRegistry.Links.ListArtifactLinksAsync(new(), Token)).Total);
        yield return ("run links", async () => (await services.ModelRegistry.Links.ListRunLinksAsync(new ListQuery(), Token)).Total);
        foreach (var kind in PlainResourceKinds.All)
        {
            yield return (kind.Collection, async () => (await services.PlainResources(kind).ListAsync(new(), true, Token)).Total);
        }
    }

    /// <summary>Records one thing of each kind in the default workspace.</summary>
    private static async Task<(Id<Core.Stacks.Stack> Stack, Id<PipelineRun> Run)> FillAsync(TemporaryStore store)
    {
        var recorder = new Recorder(store);
        await store.AddFlavorAsync();
        await recorder.AddPipelineAsync();
        var run = await recorder.AddRunAsync("run", "one");
        var step = await recorder.AddStepAsync(run, "one");
        var artifact = await recorder.AddArtifactAsync("data", "tagged");
        var version = await recorder.AddVersionAsync(artifact);
        await recorder.EndStepAsync(step, RunStatus.Completed, ("output", version));
        await recorder.NoteAsync(MetadataSubject.PipelineRun, run.Id.Value, ("k", new OpaqueJson("1"), "int"));
        var registry = store.Services.ModelRegistry;
        var model = await registry.Models.CreateAsync(new NewModel { Workspace = store.Workspace.Id, Name = "churn" }, Token);
        var trained = await registry.Versions.CreateAsync(
            new NewModelVersion { Workspace = store.Workspace.Id, Model = model.Id }, Token);
        await registry.Links.LinkAsync(
            new NewModelArtifactLink
            {
                Workspace = store.Workspace.Id, Model = model.Id, ModelVersion = trained.Id, ArtifactVersion = version.Id,
                Kind = ModelArtifactKind.Data,
            },
            Token);
        await registry.Links.LinkAsync(
            new NewModelRunLink { Workspace = store.Workspace.Id, Model = model.Id, ModelVersion = trained.Id, Run = run.Id }, Token);
        return ((await recorder.GetStackAsync()).Id, run.Id);
    }
}
