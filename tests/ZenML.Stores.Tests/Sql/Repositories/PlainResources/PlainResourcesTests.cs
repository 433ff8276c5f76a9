using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;
using ZenML.Stores.Servers;
using ZenML.Stores.Tests.Sql.Repositories.Tracking;
using ZenML.TestKit;
using static ZenML.Stores.Tests.Sql.Scenario;

namespace ZenML.Stores.Tests.Sql.Repositories.PlainResources;

public sealed class PlainResourcesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task Every_field_of_every_kind_comes_back_as_it_was_written(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        foreach (var each in PlainResourceKinds.All)
        {
            var values = Examples(each);

            var created = await CreateAsync(store, each, "n", values);

            var found = await Of(store, each).GetAsync(created.Id, withDetails: true, Token);
            Assert.Equal(created.Values, found.Values);
            foreach (var (field, value) in each.Fields.Zip(found.Values).Where(pair => pair.First.Reference is null))
            {
                if (field.Type == PlainFieldType.Secrets)
                {
                    Assert.IsType<Guid>(value);
                }
                else
                {
                    Assert.Equal(values[field.Name], value);
                }
            }

            var withoutDetails = await Of(store, each).GetAsync(created.Id, withDetails: false, Token);
            Assert.DoesNotContain(withoutDetails.Values, value => value is SensitiveString);
            Assert.All(
                each.Fields.Zip(withoutDetails.Values).Where(pair => pair.First.Place == PlainPlace.Body && !pair.First.IsSealed),
                pair => Assert.Equal(found.Values[each.Fields.ToList().IndexOf(pair.First)], pair.Second));
            Assert.Equal(each.HasName ? "n" : null, found.Name);
        }
    }

    [Theory, EveryDatabase]
    public async Task Plain_resources_can_be_filtered_and_sorted_by_every_field(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        foreach (var each in PlainResourceKinds.All)
        {
            await CreateAsync(store, each, "n", Examples(each));
            foreach (var filter in each.Filters)
            {
                string[] nothing = filter.Type switch
                {
                    FilterFieldType.Uuid => [Guid.NewGuid().ToString(), "contains:0123456789abcdef0123"],
                    FilterFieldType.Timestamp => ["gt:2999-01-01 00:00:00", "lt:1999-01-01 00:00:00"],
                    FilterFieldType.Boolean => ["false"],
                    FilterFieldType.Integer => ["7"],
                    _ => ["no such", "contains:no such", "startswith:no such", "endswith:no such"],
                };
                foreach (var text in nothing)
                {
                    Assert.Equal(0, await CountAsync(store, each, new ListQuery { [filter.Name] = text }));
                }

                if (filter.IsSortable)
                {
                    Assert.Equal(1, await CountAsync(
                        store, each, new ListQuery { SortBy = $"desc:{filter.Name}", Workspace = store.Workspace.Id }));
                }
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task Connectors_are_found_by_a_resource_type_and_by_labels_and_by_nothing_that_only_contains_them(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await CreateAsync(store, ServiceConnectors.Kind, "c", new()
        {
            ["connector_type"] = "t", ["auth_method"] = "m", ["resource_types"] = new OpaqueJson("""["s3-bucket","a\"b"]"""),
            ["labels"] = new OpaqueJson("""{"team":"data","a":"b\"c"}"""),
        });

        Assert.Equal(1, await CountAsync("resource_type", "s3-bucket"));
        Assert.Equal(1, await CountAsync("resource_type", "contains:3-b"));
        Assert.Equal(1, await CountAsync("resource_type", "startswith:s3"));
        Assert.Equal(1, await CountAsync("resource_type", "a\"b"));
        Assert.Equal(0, await CountAsync("resource_type", "s3"));
        Assert.Equal(0, await CountAsync("resource_type", "S3-BUCKET"));
        Assert.Equal(1, await CountAsync("labels_str", """{"team":"data"}"""));
        Assert.Equal(1, await CountAsync("labels_str", """{"a":"b\"c","team":"data"}"""));
        Assert.Equal(1, await CountAsync("labels_str", "team=data"));
        Assert.Equal(0, await CountAsync("labels_str", "team=dat"));
        Assert.Equal(0, await CountAsync("labels_str", """{"team":"data","x":"y"}"""));

        Task<long> CountAsync(string filter, string text) =>
            PlainResourcesTests.CountAsync(store, ServiceConnectors.Kind, new ListQuery { [filter] = text });
    }

    [Theory, EveryDatabase]
    public async Task A_filter_by_more_labels_than_a_database_can_compare_is_a_mistake_of_the_request(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var pairs = Enumerable.Range(0, 10_000).Select(number => $"k{number}=v").ToArray();

        Assert.Equal(0, await CountAsync(50));
        await FailsAsync(ErrorCode.InvalidArgument, () => CountAsync(51));
        await FailsAsync(ErrorCode.InvalidArgument, () => CountAsync(pairs.Length));

        Task<long> CountAsync(int number) => PlainResourcesTests.CountAsync(
            store, ServiceConnectors.Kind, new ListQuery { ["labels_str"] = string.Join(',', pairs.Take(number)) });
    }

    [Theory, EveryDatabase]
    public async Task A_name_can_be_empty_and_cannot_have_line_breaks(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var schedule = await CreateAsync(store, Schedules.Kind, "", ScheduleValues());

        await FailsAsync(ErrorCode.InvalidArgument, () => CreateAsync(store, Schedules.Kind, "two\nlines", ScheduleValues()));
        await FailsAsync(
            ErrorCode.InvalidArgument,
            () => Of(store, Schedules.Kind).UpdateAsync(schedule.Id, "a\ttab", new Dictionary<string, object>(), Token));

        Assert.Equal("", (await Of(store, Schedules.Kind).ListAsync(new ListQuery(), withDetails: false, Token)).Items.Single().Name);
    }

    [Theory, EveryDatabase]
    public async Task A_name_that_is_in_use_is_rejected_when_a_repository_is_created_or_renamed(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var repositories = Of(store, CodeRepositories.Kind);
        await CreateAsync(store, CodeRepositories.Kind, "taken", RepositoryValues());
        var other = await CreateAsync(store, CodeRepositories.Kind, "other", RepositoryValues());

        await FailsAsync(ErrorCode.AlreadyExists, () => CreateAsync(store, CodeRepositories.Kind, "taken", RepositoryValues()));
        await FailsAsync(
            ErrorCode.AlreadyExists, () => repositories.UpdateAsync(other.Id, "taken", new Dictionary<string, object>(), Token));

        var changed = await repositories.UpdateAsync(
            other.Id,
            "",
            new Dictionary<string, object> { ["description"] = "", ["logo_url"] = "l", ["config"] = new SensitiveString("[]") },
            Token);
        Assert.Equal(("other", "l"), (changed.Name, changed.Values[1]));
        Assert.Equal(new SensitiveString("""{"token":"hunter2"}"""), changed.Values[2]);
    }

    [Theory, EveryDatabase]
    public async Task The_configuration_of_a_code_repository_is_encrypted_and_never_in_the_audit_log(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var created = await CreateAsync(store, CodeRepositories.Kind, "r", RepositoryValues());
        await Of(store, CodeRepositories.Kind).GetAsync(created.Id, withDetails: true, Token);
        await Of(store, CodeRepositories.Kind).GetAsync(created.Id, withDetails: false, Token);
        await Of(store, CodeRepositories.Kind).DeleteAsync(created.Id, Token);
        await store.Reads.FlushAsync(Token);

        var events = (await store.Services.Audit.ListAsync(
            new ListQuery { ["resource_type"] = "code_repository", SortBy = "created" }, Token)).Items;

        Assert.Equal([AuditAction.Create, AuditAction.Read, AuditAction.Delete], events.Select(one => one.Action));
        Assert.All(events, one => Assert.Equal(("r", created.Id.Value), (one.ResourceName, one.ResourceId)));
        Assert.DoesNotContain(events, one => one.ToString().Contains("hunter2", StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", created.ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task A_list_of_many_configurations_records_all_its_reads_in_few_statements(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        for (var number = 0; number < 40; number++)
        {
            await CreateAsync(store, CodeRepositories.Kind, $"r{number}", RepositoryValues());
        }

        var statements = await CountedStatements.CountAsync(async () =>
        {
            await Of(store, CodeRepositories.Kind).ListAsync(new ListQuery { Size = 40 }, withDetails: true, Token);
            await store.Reads.FlushAsync(Token);
        });

        // SQLite has no network to save: a statement for each record, in one transaction, costs it no more.
        Assert.InRange(statements, 3, kind == StoreKind.Sqlite ? 50 : 10);
        var reads = await store.Services.Audit.ListAsync(
            new ListQuery { ["resource_type"] = "code_repository", ["action"] = "read" }, Token);
        Assert.Equal(40, reads.Total);
    }

    [Fact]
    public async Task No_file_of_a_store_has_the_configuration_of_a_code_repository_or_the_secrets_of_a_connector()
    {
        await using var store = await TemporaryStore.CreateAsync();
        await CreateAsync(store, CodeRepositories.Kind, "r", RepositoryValues());
        await CreateAsync(store, ServiceConnectors.Kind, "c", ConnectorValues());
        await store.Database.DisposeAsync();

        Assert.All(
            ReadFiles(store.Folder).Values,
            bytes => Assert.DoesNotContain("hunter2", System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configuration_that_is_moved_to_another_repository_is_reported_as_damage()
    {
        await using var store = await TemporaryStore.CreateAsync();
        var first = await CreateAsync(store, CodeRepositories.Kind, "a", RepositoryValues());
        await CreateAsync(store, CodeRepositories.Kind, "b", RepositoryValues());
        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);

        await RawDatabase.ExecuteAsync(
            store.Store.Path,
            $"""
            UPDATE plain_values SET sealed = (SELECT o.sealed FROM plain_values o WHERE o.resource_id <> '{first.Id.Value:N}')
            WHERE resource_id = '{first.Id.Value:N}'
            """);

        await FailsAsync(ErrorCode.StoreDamaged, () => Of(store, CodeRepositories.Kind).GetAsync(first.Id, withDetails: true, Token));
        Assert.Single((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task Secrets_of_a_connector_are_a_secret_of_the_workspace_that_lives_as_long_as_the_connector(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var connectors = Of(store, ServiceConnectors.Kind);
        var created = await CreateAsync(store, ServiceConnectors.Kind, "c", ConnectorValues());

        var secret = await store.Services.Secrets.GetAsync(new Id<Secret>((Guid)created.Values[9]!), Token);
        Assert.Matches("^connector-c-[a-z]{4}$", secret.Name);
        Assert.Equal((SecretScope.Workspace, "hunter2"), (secret.Info.Scope, secret["token"].Reveal()));

        var renamed = await connectors.UpdateAsync(created.Id, "d", new Dictionary<string, object>(), Token);
        Assert.Equal(created.Values[9], renamed.Values[9]);
        var replaced = await connectors.UpdateAsync(
            created.Id, null, new Dictionary<string, object> { ["secrets"] = new SecretValues { ["token"] = "new" } }, Token);
        Assert.Equal(new SensitiveString("{}"), replaced.Values[8]);
        var replacing = await store.Services.Secrets.GetAsync(new Id<Secret>((Guid)replaced.Values[9]!), Token);
        Assert.Equal("new", replacing["token"].Reveal());
        await FailsAsync(ErrorCode.NotFound, () => store.Services.Secrets.GetAsync(secret.Info.Id, Token));

        await connectors.DeleteAsync(created.Id, Token);
        Assert.Equal(0, (await store.Services.SecretMetadata.ListAsync(new ListQuery(), Token)).Total);
    }

    [Theory, EveryDatabase]
    public async Task A_deployment_and_its_runs_show_what_they_were_made_from_until_it_is_deleted(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var build = await CreateAsync(store, Builds.Kind, null, BuildValues());
        var schedule = await CreateAsync(store, Schedules.Kind, "s", ScheduleValues());
        var repository = await CreateAsync(store, CodeRepositories.Kind, "r", RepositoryValues());
        var (deployment, run) = await DeployAsync(recorder, store, "one", build.Id, schedule.Id, repository.Id);
        var (again, _) = await DeployAsync(recorder, store, "two", null, null, repository.Id);
        await recorder.AddRunAsync("without");
        Assert.Equal(deployment.Origin.Code!.Id, again.Origin.Code!.Id);

        var stored = await recorder.Services.Deployments.GetAsync(deployment.Id, Token);
        foreach (var origin in new[] { deployment.Origin, stored.Origin, run.Origin })
        {
            Assert.Equal((build.Id, schedule.Id), (origin.Build!.Id, origin.Schedule!.Id));
            Assert.Equal(("abc", "sub", repository.Id), (origin.Code!.Commit, origin.Code.Subdirectory, origin.Code.CodeRepository.Id));
        }

        Assert.Equal(["one"], await RunsAsync("build_id", build.Id));
        Assert.Equal(["one"], await RunsAsync("schedule_id", schedule.Id));
        Assert.Equal(["one", "two"], await RunsAsync("code_repository_id", repository.Id));
        Assert.Equal(1, (await recorder.Services.Deployments.ListAsync(
            new ListQuery { ["build_id"] = build.Id.ToString(), ["schedule_id"] = schedule.Id.ToString() }, false, Token)).Total);

        await Of(store, Builds.Kind).DeleteAsync(build.Id, Token);
        await Of(store, Schedules.Kind).DeleteAsync(schedule.Id, Token);
        await Of(store, CodeRepositories.Kind).DeleteAsync(repository.Id, Token);

        Assert.Equal(DeploymentOrigin.None, (await recorder.Services.Deployments.GetAsync(deployment.Id, Token)).Origin);
        Assert.Equal(DeploymentOrigin.None, (await recorder.Services.Runs.GetAsync(run.Id, false, Token)).Origin);
        Assert.Empty(await RunsAsync("build_id", build.Id));

        async Task<IEnumerable<string>> RunsAsync(string filter, Id<PlainResource> id) =>
            (await recorder.Services.Runs.ListAsync(new ListQuery { [filter] = id.ToString() }, false, Token))
                .Items.Select(one => one.Name);
    }

    [Theory, EveryDatabase]
    public async Task A_run_or_deployment_that_names_no_build_schedule_or_code_costs_no_statement_for_them(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var (deployment, run) = await DeployAsync(recorder, store, "one", null, null, null);

        Assert.Equal(1, await CountedStatements.CountAsync(() => recorder.Services.Runs.GetAsync(run.Id, false, Token)));
        Assert.Equal(2, await CountedStatements.CountAsync(() => recorder.Services.Runs.ListAsync(new ListQuery(), false, Token)));
        Assert.Equal(
            2, await CountedStatements.CountAsync(() => recorder.Services.Deployments.ListAsync(new ListQuery(), false, Token)));
        Assert.Equal(DeploymentOrigin.None, (await recorder.Services.Deployments.GetAsync(deployment.Id, Token)).Origin);
    }

    [Theory, EveryDatabase]
    public async Task What_does_not_exist_in_the_workspace_cannot_be_referred_to(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var recorder = new Recorder(store);
        var nothing = Id<PlainResource>.New();
        foreach (var field in (string[])["pipeline", "stack", "template_deployment_id"])
        {
            await FailsAsync(ErrorCode.NotFound, () => CreateAsync(store, Builds.Kind, null, BuildValues(field)));
        }

        foreach (var field in (string[])["pipeline_id", "orchestrator_id"])
        {
            await FailsAsync(ErrorCode.NotFound, () => CreateAsync(store, Schedules.Kind, "s", ScheduleValues(field)));
        }

        await FailsAsync(ErrorCode.NotFound, () => DeployAsync(recorder, store, "r", nothing, null, null));
        await FailsAsync(ErrorCode.NotFound, () => DeployAsync(recorder, store, "r", null, nothing, null));
        await FailsAsync(ErrorCode.NotFound, () => DeployAsync(recorder, store, "r", null, null, nothing));
        Assert.Equal(0, await CountAsync(store, Builds.Kind, new ListQuery()) + await CountAsync(store, Schedules.Kind, new ListQuery()));
    }

    [Theory, EveryDatabase]
    public async Task A_build_shows_its_pipeline_and_stack_and_loses_a_deleted_stack(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var pipeline = await new Recorder(store).AddPipelineAsync();
        var component = (await store.Services.Components.ListAsync(new ListQuery { ["type"] = "orchestrator" }, Token)).Items[0];
        var stack = await store.Services.Stacks.RegisterAsync(
            new NewStack(store.Workspace.Id, "own", [component.Id]) { AllowPartial = true }, Token);
        var values = BuildValues();
        (values["pipeline"], values["stack"]) = (pipeline.Id.Value, stack.Id.Value);

        var build = await CreateAsync(store, Builds.Kind, null, values);

        Assert.Equal((pipeline.Id, stack.Id), (build.Pipeline!.Id, build.Stack!.Id));
        Assert.Equal(1, await CountAsync(store, Builds.Kind, new ListQuery { ["stack_id"] = stack.Id.ToString() }));
        await store.Services.Stacks.DeleteAsync(stack.Id, withComponents: false, Token);
        var without = (await Of(store, Builds.Kind).ListAsync(new ListQuery(), withDetails: true, Token)).Items[0];
        Assert.Equal((pipeline.Id, null), (without.Pipeline!.Id, without.Stack));
        Assert.Equal(0, await CountAsync(store, Builds.Kind, new ListQuery { ["stack_id"] = stack.Id.ToString() }));
    }

    [Theory, EveryDatabase]
    public async Task Documents_that_only_a_hydrated_response_has_are_not_read_for_others(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var build = await CreateAsync(store, Builds.Kind, null, Examples(Builds.Kind));
        var images = Builds.Kind.Fields.ToList().FindIndex(field => field.Name == "images");

        var page = await Of(store, Builds.Kind).ListAsync(new ListQuery(), withDetails: false, Token);

        Assert.NotNull(build.Values[images]);
        Assert.Null(page.Items.Single().Values[images]);
        Assert.Null((await Of(store, Builds.Kind).GetAsync(build.Id, withDetails: false, Token)).Values[images]);
    }

    [Theory, EveryDatabase]
    public async Task A_schedule_loses_a_deleted_orchestrator(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await store.AddFlavorAsync();
        var component = await store.AddComponentAsync("c");
        var values = ScheduleValues();
        values["orchestrator_id"] = component.Id.Value;
        var schedule = await CreateAsync(store, Schedules.Kind, "s", values);
        Assert.Equal(component.Id.Value, schedule.Values[8]);

        await store.Services.Components.DeleteAsync(component.Id, Token);

        Assert.Null((await Of(store, Schedules.Kind).GetAsync(schedule.Id, withDetails: true, Token)).Values[8]);
    }

    [Theory, EveryDatabase]
    public async Task Deleting_a_workspace_deletes_its_plain_resources_and_records_each_of_them(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var workspace = await store.Services.Workspaces.CreateAsync("other", "", Token);
        foreach (var each in PlainResourceKinds.All)
        {
            await CreateAsync(
                store, each, "n", Examples(each), workspace.Id);
        }

        await store.Services.Workspaces.DeleteAsync(workspace.Id, force: true, Token);

        foreach (var each in PlainResourceKinds.All)
        {
            Assert.Equal(0, await CountAsync(store, each, new ListQuery()));
            var deleted = await store.Services.Audit.ListAsync(
                new ListQuery { ["resource_type"] = each.Word, ["action"] = "delete" }, Token);
            Assert.Equal(1, deleted.Total);
        }

        Assert.Empty((await store.Database.CheckAsync(Token)).Problems);
    }

    [Theory, EveryDatabase]
    public async Task Plain_resources_are_counted_as_owned_by_their_creator(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        var own = store.ServicesOf(store.OtherCaller);
        await own.PlainResources(Schedules.Kind).CreateAsync(
            new NewPlainResource { Workspace = store.Workspace.Id, Name = "s", Values = ScheduleValues() }, Token);

        var owned = await store.Database.ReadAsync((unit, token) => unit.Users.CountOwnedAsync(store.OtherCaller.UserId, token), Token);

        Assert.Equal([(1L, "schedule")], owned);
        await FailsAsync(ErrorCode.NotAllowed, () => own.PlainResources(Builds.Kind).CreateAsync(
            new NewPlainResource
            {
                Workspace = store.Workspace.Id, User = store.Database.LocalCaller.UserId, Values = BuildValues(),
            },
            Token));
    }

    [Theory, EveryDatabase]
    public async Task A_schedule_needs_to_say_when_and_can_be_paused(StoreKind kind)
    {
        await using var store = await TemporaryStore.CreateAsync(kind);
        await FailsAsync(ErrorCode.InvalidArgument, () => CreateAsync(store, Schedules.Kind, "s", new() { ["active"] = true }));
        var schedule = await CreateAsync(
            store, Schedules.Kind, "s", new() { ["active"] = true, ["start_time"] = Noon, ["interval_second"] = 90L });

        var paused = await Of(store, Schedules.Kind).UpdateAsync(
            schedule.Id, null, new Dictionary<string, object> { ["active"] = false }, Token);

        Assert.Equal([false, null, Noon, null, 90L, false, null, null, null], paused.Values);
        Assert.True(paused.Updated > schedule.Updated);
    }

    private static PlainResourcesService Of(TemporaryStore store, PlainResourceKind kind) => store.Services.PlainResources(kind);

    private static Task<PlainResource> CreateAsync(
        TemporaryStore store, PlainResourceKind kind, string? name, Dictionary<string, object> values, Id<Workspace>? workspace = null) =>
        Of(store, kind).CreateAsync(
            new NewPlainResource { Workspace = workspace ?? store.Workspace.Id, Name = name, Values = values }, Token);

    private static async Task<long> CountAsync(TemporaryStore store, PlainResourceKind kind, ListQuery query) =>
        (await Of(store, kind).ListAsync(query, withDetails: true, Token)).Total;

    private static async Task<(Deployment Deployment, PipelineRun Run)> DeployAsync(
        Recorder recorder,
        TemporaryStore store,
        string name,
        Id<PlainResource>? build,
        Id<PlainResource>? schedule,
        Id<PlainResource>? repository)
    {
        var deployment = await recorder.Services.Deployments.CreateAsync(
            new NewDeployment
            {
                Workspace = store.Workspace.Id,
                RunNameTemplate = "t",
                Configuration = OpaqueJson.EmptyMap,
                Pipeline = "p",
                Steps = [],
                ClientEnvironment = OpaqueJson.EmptyMap,
                Stack = (await recorder.GetStackAsync()).Id,
                Build = build,
                Schedule = schedule,
                Code = repository is { } id ? new(id, "abc", "sub") : null,
            },
            Token);
        return (deployment, await recorder.Services.Runs.CreateAsync(recorder.NewRun(deployment, name, name), Token));
    }

    private static Dictionary<string, object> ScheduleValues(string? dangling = null) =>
        WithDangling(new() { ["active"] = true, ["cron_expression"] = "* * * * *" }, dangling);

    private static Dictionary<string, object> BuildValues(string? dangling = null) =>
        WithDangling(new() { ["is_local"] = true, ["contains_code"] = false }, dangling);

    private static Dictionary<string, object> RepositoryValues() => new()
    {
        ["source"] = new OpaqueJson("{}"), ["config"] = new SensitiveString("""{"token":"hunter2"}"""),
    };

    private static Dictionary<string, object> ConnectorValues() => new()
    {
        ["connector_type"] = "t", ["auth_method"] = "m", ["configuration"] = new SensitiveString("""{"region":"hunter2"}"""),
        ["secrets"] = new SecretValues { ["token"] = "hunter2" },
    };

    private static Dictionary<string, object> WithDangling(Dictionary<string, object> values, string? field)
    {
        if (field is not null)
        {
            values[field] = Guid.NewGuid();
        }

        return values;
    }

    private static Dictionary<string, object> Examples(PlainResourceKind kind) =>
        kind.Fields.Where(field => field.Reference is null).ToDictionary(field => field.Name, Example);

    private static object Example(PlainField field) => field.Type switch
    {
        PlainFieldType.Text => $"text of {field.Name}",
        PlainFieldType.Boolean => true,
        PlainFieldType.Integer or PlainFieldType.Seconds => 90L,
        PlainFieldType.Time => Noon,
        PlainFieldType.Texts => new OpaqueJson("""["é"]"""),
        PlainFieldType.Secrets => new SecretValues { ["token"] = "s" },
        _ when field.IsSealed => new SensitiveString("""{"b":1.0,"a":"é"}"""),
        _ => new OpaqueJson("""{"b":1.0,"a":"é"}"""),
    };
}
