using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Repositories.Tracking;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class PipelineRunRepository(SqlSession session) : IPipelineRunRepository
{
    private const string Select =
        """
        SELECT r.id, r.name, r.pipeline, r.status, r.stack_id, r.stack_name, r.settings, r.workspace_id, w.name, r.user_id, u.name, r.created, r.updated, r.ended
        FROM pipeline_runs r LEFT JOIN workspaces w ON w.id = r.workspace_id LEFT JOIN users u ON u.id = r.user_id
        """;

    private static readonly ListSql List = new(Select, "pipeline_runs r", "r", new Dictionary<string, string>
    {
        ["id"] = "r.id {}", ["created"] = "r.created {}", ["updated"] = "r.updated {}", ["name"] = "r.name {}", ["pipeline"] = "r.pipeline {}",
        ["status"] = "r.status {}", ["stack_id"] = "r.stack_id {}", ["workspace_id"] = "r.workspace_id {}", ["user_id"] = "r.user_id {}",
    }, "r.workspace_id = @workspace");

    public ILookupSource<PipelineRun> In(Id<Workspace> workspace) => new CompletedLookup<PipelineRun>(
        new LookupSql<PipelineRun>(session, Select, "r", "r.workspace_id = @workspace", [("@workspace", workspace.ToStored())], Map), WithStepsAsync);

    public async Task<PipelineRun?> FindByIdAsync(Id<PipelineRun> id, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE r.id = @id", Map, cancellationToken, ("@id", id.ToStored())) is { } run
            ? (await WithStepsAsync([run], cancellationToken))[0]
            : null;

    public async Task<Page<PipelineRun>> ListAsync(ResourceQuery query, bool withSteps, CancellationToken cancellationToken)
    {
        var page = await List.ReadPageAsync(session, query, Map, cancellationToken);
        return withSteps ? page with { Items = await WithStepsAsync(page.Items, cancellationToken) } : page;
    }

    public async Task AddAsync(PipelineRun run, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO pipeline_runs (id, name, pipeline, status, stack_id, stack_name, settings, workspace_id, user_id, created, updated, started, ended)
            VALUES (@id, @name, @pipeline, @status, @stack, @stack_name, @settings, @workspace, @user, @created, @updated, @created, @ended)
            """,
            cancellationToken,
            ("@id", run.Id.ToStored()), ("@name", run.Name), ("@pipeline", run.Pipeline), ("@status", run.Status.ToWord()),
            ("@stack", run.Stack.Id.ToStored()), ("@stack_name", run.Stack.Name), ("@settings", ConfigurationJson.Write(run.Settings)),
            ("@workspace", run.Workspace.Id.ToStored()), ("@user", run.User.Id.ToStored()),
            ("@created", run.Created.ToStored()), ("@updated", run.Updated.ToStored()), ("@ended", run.Ended?.ToStored()));
        foreach (var (position, step) in run.Steps.Index())
        {
            await session.ExecuteAsync(
                """
                INSERT INTO step_runs (id, run_id, position, name, status, started, ended, error, user_id, created, updated)
                VALUES (@id, @run, @position, @name, @status, @started, @ended, @error, @user, @created, @updated)
                """,
                cancellationToken,
                [
                    .. Changing(run, step), ("@id", Id<StepRun>.New().ToStored()), ("@position", (long)position), ("@user", run.User.Id.ToStored()),
                    ("@created", run.Created.ToStored()),
                ]);
        }
    }

    public async Task UpdateAsync(PipelineRun run, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "UPDATE pipeline_runs SET status = @status, updated = @updated, ended = @ended WHERE id = @id",
            cancellationToken,
            ("@id", run.Id.ToStored()), ("@status", run.Status.ToWord()), ("@updated", run.Updated.ToStored()), ("@ended", run.Ended?.ToStored()));
        foreach (var step in run.Steps)
        {
            await session.ExecuteAsync(
                """
                UPDATE step_runs SET updated = @updated, status = @status, started = @started, ended = @ended, error = @error
                WHERE run_id = @run AND name = @name AND status <> @status
                """,
                cancellationToken, Changing(run, step));
        }
    }

    private static SqlParameter[] Changing(PipelineRun run, StepRun step) =>
    [
        ("@run", run.Id.ToStored()), ("@name", step.Name), ("@status", step.Status.ToWord()), ("@started", step.Started?.ToStored()),
        ("@ended", step.Ended?.ToStored()), ("@error", step.Error), ("@updated", run.Updated.ToStored()),
    ];

    private async Task<IReadOnlyList<PipelineRun>> WithStepsAsync(IReadOnlyList<PipelineRun> runs, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
        {
            return runs;
        }

        var (list, parameters) = InList.Of(session.Dialect, runs.Select(run => run.Id.ToStored()));
        var steps = await session.QueryAsync(
            $"SELECT s.run_id, s.name, s.status, s.started, s.ended, s.error FROM step_runs s WHERE s.run_id IN ({list}) ORDER BY s.run_id, s.position",
            reader => (Run: reader.GetId<PipelineRun>(0), Step: new StepRun
            {
                Name = reader.GetString(1),
                Status = RowCursor.ReadStatus(reader.GetString(2)),
                Started = reader.GetTimeOrNull(3),
                Ended = reader.GetTimeOrNull(4),
                Error = reader.GetTextOrNull(5),
            }),
            cancellationToken, parameters);
        var byRun = steps.ToLookup(row => row.Run, row => row.Step);
        return [.. runs.Select(run => run with { Steps = [.. byRun[run.Id]] })];
    }

    private static PipelineRun Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<PipelineRun>(0),
        Name = reader.GetString(1),
        Pipeline = reader.GetString(2),
        Status = RowCursor.ReadStatus(reader.GetString(3)),
        Stack = new(reader.GetId<Stack>(4), reader.GetString(5)),
        Settings = (ConfigurationMap)ConfigurationJson.Parse(reader.GetString(6)),
        Steps = [],
        Workspace = reader.GetWorkspace(7),
        User = reader.GetUser(9),
        Created = reader.GetTime(11),
        Updated = reader.GetTime(12),
        Ended = reader.GetTimeOrNull(13),
    };
}
