using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Steps;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class StepRunRepository(SqlSession session) : IStepRunRepository
{
    private const string Rows = "step_runs s JOIN pipeline_runs r ON r.id = s.run_id";

    private static readonly ListSql List = new(StepRunRows.Select, Rows, "s", new Dictionary<string, string>
    {
        ["id"] = "s.id {}", ["created"] = "s.created {}", ["updated"] = "s.updated {}", ["name"] = "s.name {}",
        ["workspace_id"] = "r.workspace_id {}",
        ["user_id"] = "s.user_id {}", ["status"] = "s.status {}", ["start_time"] = "s.started {}", ["end_time"] = "s.ended {}",
        ["code_hash"] = "s.code_hash {}", ["cache_key"] = "s.cache_key {}", ["pipeline_run_id"] = "s.run_id {}",
        ["original_step_run_id"] = "s.original_step_id {}", ["deployment_id"] = "r.deployment_id {}",
    }, "r.workspace_id = @workspace");

    private readonly StepArtifacts artifacts = new(session);

    public async Task<StepRun?> FindByIdAsync(Id<StepRun> id, CancellationToken cancellationToken) =>
        await session.FindAsync(
            $"{StepRunRows.Select} WHERE s.id = @id",
            reader => StepRunRows.Map(new(reader)), cancellationToken, ("@id", id.ToStored())) is { } step
            ? (await WithDetailsAsync(await artifacts.WithArtifactsAsync([step], cancellationToken), cancellationToken))[0]
            : null;

    public async Task<bool> ExistsAsync(Id<PipelineRun> run, string name, CancellationToken cancellationToken) => await session.CountAsync(
        "SELECT COUNT(*) FROM step_runs s WHERE s.run_id = @run AND s.name = @name",
        cancellationToken, ("@run", run.ToStored()), ("@name", name)) > 0;

    public async Task<IReadOnlyList<RunStatus>> ListStatusesAsync(Id<PipelineRun> run, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            "SELECT s.status FROM step_runs s WHERE s.run_id = @run",
            reader => new RowCursor(reader).Status(), cancellationToken, ("@run", run.ToStored()));

    public async Task<IReadOnlySet<Id<StepRun>>> FindUnfinishedAsync(
        IReadOnlyCollection<Id<StepRun>> ids, CancellationToken cancellationToken) => (await session.QueryByIdsAsync(
        ids.Select(id => id.ToStored()),
        list => $"SELECT s.id, s.status FROM step_runs s WHERE s.id IN ({list})",
        row => (Id: row.Id<StepRun>(), Status: row.Status()),
        cancellationToken)).Where(step => !step.Status.IsFinished()).Select(step => step.Id).ToHashSet();

    public async Task<Page<StepRun>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var page = await List.ReadPageAsync(session, query, reader => StepRunRows.Map(new(reader)), cancellationToken);
        var items = await artifacts.WithArtifactsAsync(page.Items, cancellationToken);
        return page with { Items = withDetails ? await WithDetailsAsync(items, cancellationToken) : items };
    }

    public async Task AddAsync(StepRun step, CancellationToken cancellationToken)
    {
        var run = step.Run.ToStored();
        var position = await session.CountAsync("SELECT COUNT(*) FROM step_runs s WHERE s.run_id = @run", cancellationToken, ("@run", run));
        await session.ExecuteAsync(
            """
            INSERT INTO step_runs (id, run_id, position, name, status, started, ended, error, cache_key, code_hash, docstring, source_code,
                original_step_id, logs_id, logs_uri, logs_store, user_id, created, updated)
            VALUES (@id, @run, @position, @name, @status, @started, @ended, @error, @cache_key, @code_hash, @docstring, @source_code,
                @original, @logs, @logs_uri, @logs_store, @user, @created, @updated)
            """,
            cancellationToken,
            [
                .. Changing(step), ("@run", run), ("@position", position), ("@name", step.Name),
                ("@cache_key", step.CacheKey), ("@code_hash", step.CodeHash), ("@docstring", step.Docstring),
                ("@source_code", step.SourceCode),
                ("@original", step.Original?.ToStored()), ("@logs", step.Logs?.Id.ToStored()), ("@logs_uri", step.Logs?.Uri),
                ("@logs_store", step.Logs?.ArtifactStore), ("@user", step.User.Id.ToStored()), ("@created", step.Created.ToStored()),
            ]);
        foreach (var (place, parent) in step.Parents.Index())
        {
            await session.ExecuteAsync(
                "INSERT INTO step_parents (step_id, position, parent_id) VALUES (@step, @position, @parent)",
                cancellationToken,
                ("@step", step.Id.ToStored()), ("@position", (long)place), ("@parent", parent.ToStored()));
        }
    }

    public Task UpdateAsync(StepRun step, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE step_runs SET status = @status, started = @started, ended = @ended, error = @error, updated = @updated WHERE id = @id",
        cancellationToken, Changing(step));

    public Task AddArtifactsAsync(
        Id<StepRun> step,
        bool areOutputs,
        IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> artifacts,
        CancellationToken cancellationToken) =>
        this.artifacts.AddAsync(step, areOutputs, artifacts, cancellationToken);

    /// <summary>Returns the steps of runs, in order, with their artifacts.</summary>
    public async Task<ILookup<Id<PipelineRun>, StepRun>> ListOfRunsAsync(
        IEnumerable<Id<PipelineRun>> runs, CancellationToken cancellationToken)
    {
        var steps = await session.QueryByIdsAsync(
            runs.Select(run => run.ToStored()),
            list => $"{StepRunRows.Select} WHERE s.run_id IN ({list}) ORDER BY s.run_id, s.position, s.id",
            StepRunRows.Map, cancellationToken);
        return (await artifacts.WithArtifactsAsync(steps, cancellationToken)).ToLookup(step => step.Run);
    }

    private static SqlParameter[] Changing(StepRun step) =>
    [
        ("@id", step.Id.ToStored()),
        ("@status", step.Status.ToWord()),
        ("@started", step.Started?.ToStored()),
        ("@ended", step.Ended?.ToStored()),
        ("@error", step.Error),
        ("@updated", step.Updated.ToStored()),
    ];

    private async Task<IReadOnlyList<StepRun>> WithDetailsAsync(IReadOnlyList<StepRun> steps, CancellationToken cancellationToken)
    {
        var parents = (await session.QueryByIdsAsync(
            steps.Select(step => step.Id.ToStored()),
            list => $"SELECT sp.step_id, sp.parent_id FROM step_parents sp WHERE sp.step_id IN ({list}) ORDER BY sp.step_id, sp.position",
            row => (Step: row.Id<StepRun>(), Parent: row.Id<StepRun>()),
            cancellationToken)).ToLookup(row => row.Step, row => row.Parent);
        var metadata = await new RunMetadataRepository(session).ListAsync(steps.Select(step => step.Id.Value), cancellationToken);
        return [.. steps.Select(step => step with { Parents = parents.ListOf(step.Id), Metadata = metadata.ListOf(step.Id.Value) })];
    }
}
