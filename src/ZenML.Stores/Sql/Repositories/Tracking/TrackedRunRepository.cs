using System.Data.Common;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Tracking;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class TrackedRunRepository(SqlSession session) : ITrackedRunRepository
{
    private const string Select =
        $"""
        SELECT r.id, r.name, r.status, r.pipeline, r.deployment_id, r.orchestrator_run_id, d.configuration, d.client_environment, r.orchestrator_environment,
            r.started, r.ended, r.workspace_id, w.name, r.user_id, u.name, r.created, r.updated, {TrackedStackRows.Columns}, {TrackedPipelineRows.Columns}
        FROM pipeline_runs r LEFT JOIN workspaces w ON w.id = r.workspace_id LEFT JOIN users u ON u.id = r.user_id
        LEFT JOIN pipeline_deployments d ON d.id = r.deployment_id
        LEFT JOIN stacks k ON k.id = r.stack_id {TrackedStackRows.Joins} LEFT JOIN pipelines p ON p.id = r.pipeline_id {TrackedPipelineRows.Joins}
        """;

    private static readonly ListSql List = new(Select, "pipeline_runs r", "r", new Dictionary<string, string>
    {
        ["id"] = "r.id {}", ["created"] = "r.created {}", ["updated"] = "r.updated {}", ["name"] = "r.name {}", ["workspace_id"] = "r.workspace_id {}",
        ["user_id"] = "r.user_id {}", ["status"] = "r.status {}", ["start_time"] = "r.started {}", ["end_time"] = "r.ended {}",
        ["orchestrator_run_id"] = "r.orchestrator_run_id {}", ["pipeline_id"] = "r.pipeline_id {}", ["pipeline_name"] = "r.pipeline {}",
        ["stack_id"] = "r.stack_id {}", ["deployment_id"] = "r.deployment_id {}", ["build_id"] = EmptySql.Field, ["schedule_id"] = EmptySql.Field,
        ["code_repository_id"] = EmptySql.Field, ["unlisted"] = "(CASE WHEN r.pipeline_id IS NULL THEN 1 ELSE 0 END) {}",
    }, "r.workspace_id = @workspace");

    public async Task<TrackedRun?> FindByIdAsync(Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE r.id = @id", Map, cancellationToken, ("@id", id.ToStored())) is { } run
            ? withDetails ? (await WithDetailsAsync([run], cancellationToken))[0] : run
            : null;

    public Task<TrackedRun?> FindByNameAsync(Id<Workspace> workspace, string name, CancellationToken cancellationToken) => session.FindAsync(
        $"{Select} WHERE r.workspace_id = @workspace AND r.name = @name", Map, cancellationToken, ("@workspace", workspace.ToStored()), ("@name", name));

    public Task<TrackedRun?> FindByOrchestratorRunIdAsync(Id<Deployment> deployment, string? orchestratorRunId, CancellationToken cancellationToken) =>
        orchestratorRunId is null
            ? session.FindAsync(
                $"{Select} WHERE r.deployment_id = @deployment AND r.orchestrator_run_id IS NULL ORDER BY r.created, r.id LIMIT 1", Map, cancellationToken,
                ("@deployment", deployment.ToStored()))
            : session.FindAsync(
                $"{Select} WHERE r.deployment_id = @deployment AND r.orchestrator_run_id = @orchestrator", Map, cancellationToken,
                ("@deployment", deployment.ToStored()), ("@orchestrator", orchestratorRunId));

    public async Task<Page<TrackedRun>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var page = await List.ReadPageAsync(session, query, Map, cancellationToken);
        return withDetails ? page with { Items = await WithDetailsAsync(page.Items, cancellationToken) } : page;
    }

    public Task AddAsync(TrackedRun run, Deployment deployment, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO pipeline_runs (id, name, pipeline, status, stack_id, stack_name, settings, pipeline_id, deployment_id, orchestrator_run_id,
            orchestrator_environment, workspace_id, user_id, created, updated, started, ended)
        SELECT @id, @name, @pipeline, @status, d.stack_id, d.stack_name, '{}', d.pipeline_id, d.id, @orchestrator,
            @environment, @workspace, @user, @created, @updated, @started, @ended
        FROM pipeline_deployments d WHERE d.id = @deployment
        """,
        cancellationToken,
        [
            .. Changing(run), ("@name", run.Name), ("@pipeline", run.PipelineName), ("@deployment", deployment.Id.ToStored()),
            ("@workspace", run.Workspace.Id.ToStored()), ("@user", run.User.Id.ToStored()), ("@created", run.Created.ToStored()),
        ]);

    public Task UpdateAsync(TrackedRun run, CancellationToken cancellationToken) => session.ExecuteAsync(
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

    private static SqlParameter[] Changing(TrackedRun run) =>
    [
        ("@id", run.Id.ToStored()), ("@status", run.Status.ToWord()), ("@orchestrator", run.OrchestratorRunId),
        ("@environment", run.OrchestratorEnvironment.Text), ("@started", run.Started?.ToStored()), ("@ended", run.Ended?.ToStored()),
        ("@updated", run.Updated.ToStored()),
    ];

    private async Task<IReadOnlyList<TrackedRun>> WithDetailsAsync(IReadOnlyList<TrackedRun> runs, CancellationToken cancellationToken)
    {
        var steps = await new TrackedStepRepository(session).ListOfRunsAsync(runs.Select(run => run.Id), cancellationToken);
        var notes = await new RunMetadataRepository(session).ListAsync(runs.Select(run => run.Id.Value), cancellationToken);
        return [.. runs.Select(run => run with { Steps = [.. steps[run.Id]], Metadata = [.. notes[run.Id.Value]] })];
    }

    private static TrackedRun Map(DbDataReader reader)
    {
        var row = new RowCursor(reader);
        return new TrackedRun
        {
            Id = row.Id<PipelineRun>(),
            Name = row.Text(),
            Status = row.Status(),
            PipelineName = row.Text(),
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
            Stack = row.Optional(TrackedStackRows.Count, TrackedStackRows.Map),
            Pipeline = row.Optional(TrackedPipelineRows.Count, TrackedPipelineRows.Map),
        };
    }
}
