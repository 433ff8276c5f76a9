using System.Data.Common;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class PipelineRunRepository(SqlSession session) : IPipelineRunRepository
{
    private const string Select =
        $"""
        SELECT r.id, r.name, r.status, r.pipeline, r.stack_id, r.stack_name, r.settings, r.deployment_id, r.orchestrator_run_id,
            d.configuration, d.client_environment, r.orchestrator_environment, r.started, r.ended,
            r.workspace_id, w.name, r.user_id, u.name, r.created, r.updated,
            {StackSummaryRows.Columns}, {RegisteredPipelineRows.Columns}, {DeploymentOrigins.Columns}
        FROM pipeline_runs r LEFT JOIN workspaces w ON w.id = r.workspace_id LEFT JOIN users u ON u.id = r.user_id
        LEFT JOIN pipeline_deployments d ON d.id = r.deployment_id
        LEFT JOIN stacks k ON k.id = r.stack_id {StackSummaryRows.Joins}
        LEFT JOIN pipelines p ON p.id = r.pipeline_id {RegisteredPipelineRows.Joins}
        """;

    private static readonly ListSql List = new(Select, "pipeline_runs r", "r", new Dictionary<string, string>
    {
        ["id"] = "r.id {}",
        ["created"] = "r.created {}",
        ["updated"] = "r.updated {}",
        ["name"] = "r.name {}",
        ["workspace_id"] = "r.workspace_id {}",
        ["user_id"] = "r.user_id {}",
        ["status"] = "r.status {}",
        ["start_time"] = "r.started {}",
        ["end_time"] = "r.ended {}",
        ["orchestrator_run_id"] = "r.orchestrator_run_id {}",
        ["pipeline_id"] = "r.pipeline_id {}",
        ["pipeline_name"] = "r.pipeline {}",
        ["pipeline"] = "r.pipeline {}",
        ["stack_id"] = "r.stack_id {}",
        ["deployment_id"] = "r.deployment_id {}",
        ["build_id"] = "r.deployment_id IN (SELECT d.id FROM pipeline_deployments d WHERE d.build_id {})",
        ["schedule_id"] = "r.deployment_id IN (SELECT d.id FROM pipeline_deployments d WHERE d.schedule_id {})",
        ["code_repository_id"] =
            """
            r.deployment_id IN (
                SELECT d.id FROM code_references c JOIN pipeline_deployments d ON d.code_reference_id = c.id
                WHERE c.code_repository_id {})
            """,
        ["unlisted"] = "(CASE WHEN r.pipeline_id IS NULL THEN 1 ELSE 0 END) {}",
    }, "r.workspace_id = @workspace");

    public ILookupSource<PipelineRun> In(Id<Workspace> workspace) => new CompletedLookup<PipelineRun>(
        new LookupSql<PipelineRun>(session, Select, "r", "r.workspace_id = @workspace", [("@workspace", workspace.ToStored())], Map),
        WithDetailsAsync);

    public async Task<PipelineRun?> FindByIdAsync(Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE r.id = @id", MapWithOrigin, cancellationToken, ("@id", id.ToStored())) is { } row
            ? (await LoadAsync([row], withDetails, cancellationToken))[0]
            : null;

    /// <summary>Returns the runs with some ids, without details.</summary>
    public async Task<IReadOnlyDictionary<Id<PipelineRun>, PipelineRun>> FindByIdsAsync(
        IEnumerable<Id<PipelineRun>> ids, CancellationToken cancellationToken)
    {
        var rows = await session.QueryByIdsAsync(
            ids.Select(id => id.ToStored()), list => $"{Select} WHERE r.id IN ({list})", MapWithOrigin, cancellationToken);
        return (await LoadAsync(rows, withDetails: false, cancellationToken)).ToDictionary(run => run.Id);
    }

    public Task<PipelineRun?> FindByNameAsync(Id<Workspace> workspace, string name, CancellationToken cancellationToken) =>
        session.FindAsync(
            $"{Select} WHERE r.workspace_id = @workspace AND r.name = @name", Map, cancellationToken,
            ("@workspace", workspace.ToStored()), ("@name", name));

    public Task<PipelineRun?> FindByOrchestratorRunIdAsync(
        Id<Deployment> deployment, string? orchestratorRunId, CancellationToken cancellationToken) =>
        orchestratorRunId is null
            ? session.FindAsync(
                $"{Select} WHERE r.deployment_id = @deployment AND r.orchestrator_run_id IS NULL ORDER BY r.created, r.id LIMIT 1",
                Map, cancellationToken, ("@deployment", deployment.ToStored()))
            : session.FindAsync(
                $"{Select} WHERE r.deployment_id = @deployment AND r.orchestrator_run_id = @orchestrator",
                Map, cancellationToken, ("@deployment", deployment.ToStored()), ("@orchestrator", orchestratorRunId));

    public async Task<Page<PipelineRun>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var page = await List.ReadPageAsync(session, query, MapWithOrigin, cancellationToken);
        return new(await LoadAsync(page.Items, withDetails, cancellationToken), page.Index, page.Size, page.Total);
    }

    public Task AddAsync(PipelineRun run, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO pipeline_runs (id, name, pipeline, status, stack_id, stack_name, settings, pipeline_id, deployment_id,
            orchestrator_run_id, orchestrator_environment, workspace_id, user_id, created, updated, started, ended)
        VALUES (@id, @name, @pipeline, @status, @stack, @stack_name, @settings, @pipeline_id, @deployment,
            @orchestrator, @environment, @workspace, @user, @created, @updated, @started, @ended)
        """,
        cancellationToken,
        [
            .. Changing(run),
            ("@name", run.Name),
            ("@pipeline", run.Pipeline),
            ("@stack", run.Stack.Id.ToStored()),
            ("@stack_name", run.Stack.Name),
            ("@settings", ConfigurationJson.Write(run.Settings)),
            ("@pipeline_id", run.RegisteredPipeline?.Id.ToStored()),
            ("@deployment", run.Deployment?.ToStored()),
            ("@workspace", run.Workspace.Id.ToStored()),
            ("@user", run.User.Id.ToStored()),
            ("@created", run.Created.ToStored()),
        ]);

    public Task UpdateAsync(PipelineRun run, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE pipeline_runs SET status = @status, orchestrator_run_id = @orchestrator, orchestrator_environment = @environment,
            started = @started, ended = @ended, updated = @updated
        WHERE id = @id
        """,
        cancellationToken, Changing(run));

    public async Task DeleteAsync(Id<PipelineRun> id, CancellationToken cancellationToken)
    {
        foreach (var deletion in TrackingDeletions.OfRuns("id = @run"))
        {
            await session.ExecuteAsync(deletion, cancellationToken, ("@run", id.ToStored()));
        }
    }

    private static SqlParameter[] Changing(PipelineRun run) =>
    [
        ("@id", run.Id.ToStored()),
        ("@status", run.Status.ToWord()),
        ("@orchestrator", run.OrchestratorRunId),
        ("@environment", run.OrchestratorEnvironment.Text),
        ("@started", run.Started?.ToStored()),
        ("@ended", run.Ended?.ToStored()),
        ("@updated", run.Updated.ToStored()),
    ];

    private async Task<IReadOnlyList<PipelineRun>> WithDetailsAsync(IReadOnlyList<PipelineRun> runs, CancellationToken cancellationToken)
    {
        var steps = await new StepRunRepository(session).ListOfRunsAsync(runs.Select(run => run.Id), cancellationToken);
        var metadata = await new RunMetadataRepository(session).ListAsync(runs.Select(run => run.Id.Value), cancellationToken);
        return [.. runs.Select(run => run with { Steps = steps.ListOf(run.Id), Metadata = metadata.ListOf(run.Id.Value) })];
    }

    private async Task<IReadOnlyList<PipelineRun>> LoadAsync(
        IReadOnlyList<OriginRow<PipelineRun>> rows, bool withDetails, CancellationToken cancellationToken)
    {
        var runs = await DeploymentOrigins.LoadAsync(session, rows, (run, origin) => run with { Origin = origin }, cancellationToken);
        return withDetails ? await WithDetailsAsync(runs, cancellationToken) : runs;
    }

    private static OriginRow<PipelineRun> MapWithOrigin(DbDataReader reader) => MapWithOrigin(new RowCursor(reader));

    private static OriginRow<PipelineRun> MapWithOrigin(RowCursor row) => DeploymentOrigins.Map(Map(row), row);

    private static PipelineRun Map(DbDataReader reader) => Map(new RowCursor(reader));

    private static PipelineRun Map(RowCursor row) => new()
    {
        Id = row.Id<PipelineRun>(),
        Name = row.Text(),
        Status = row.Status(),
        Pipeline = row.Text(),
        Stack = row.ResourceReference<Stack>(),
        Settings = row.Configuration(),
        Deployment = row.IdOrNull<Deployment>(),
        OrchestratorRunId = row.TextOrNull(),
        Configuration = row.JsonOrNull(),
        ClientEnvironment = row.JsonOrNull(),
        OrchestratorEnvironment = row.JsonOrNull() ?? OpaqueJson.EmptyMap,
        Started = row.TimeOrNull(),
        Ended = row.TimeOrNull(),
        Workspace = row.ResourceReference<Workspace>(),
        User = row.ResourceReference<User>(),
        Created = row.Time(),
        Updated = row.Time(),
        CurrentStack = row.Optional(StackSummaryRows.Count, StackSummaryRows.Map),
        RegisteredPipeline = row.Optional(RegisteredPipelineRows.Count, RegisteredPipelineRows.Map),
    };
}
