using System.Globalization;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>Records the runs of this library in a database.</summary>
public sealed class PipelineRunsService(Caller caller, ServiceDependencies dependencies) : IPipelineRunsService
{
    // The runs of a local store are not recorded in its audit log, but take the same roles.
    private readonly AuditTrail audit = new(caller, dependencies, "pipeline_run");

    private readonly IDatabase database = dependencies.Database;

    private readonly TimeProvider clock = dependencies.Clock;

    /// <inheritdoc />
    public Task<PipelineRun> BeginAsync(NewPipelineRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return database.WriteAsync(
            async (unit, token) =>
            {
                var workspace = await audit.RequireWorkspaceAsync(unit, run.Workspace, token);
                var now = clock.GetMicrosecondUtcNow();
                var started = new PipelineRun
                {
                    Id = Id<PipelineRun>.New(),
                    Name = $"{run.Pipeline}-{now.UtcDateTime.ToString("yyyy_MM_dd-HH_mm_ss_ffffff", CultureInfo.InvariantCulture)}",
                    Pipeline = run.Pipeline,
                    Status = RunStatus.Initializing,
                    Stack = run.Stack,
                    Settings = run.Settings,
                    Workspace = new(workspace.Id, workspace.Name),
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                    Started = now,
                };
                await unit.PipelineRuns.AddAsync(started, token);
                foreach (var step in run.Steps)
                {
                    await unit.Tracking.Steps.AddAsync(CreateStep(started, step), token);
                }

                return await ReadAsync(unit, started.Id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<PipelineRun> StartStepAsync(Id<PipelineRun> id, string step, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (run, now) => run with
        {
            Status = RunStatus.Running,
            Steps = Replace(run, step, current => current with { Status = RunStatus.Running, Started = now, Updated = now }),
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<PipelineRun> EndStepAsync(
        Id<PipelineRun> id, string step, string? error, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (run, now) =>
        {
            var steps = Replace(run, step, current => current with
            {
                Status = error is null ? RunStatus.Completed : RunStatus.Failed, Ended = now, Error = error, Updated = now,
            });
            var status = RunStatuses.OfRun([.. steps.Select(other => other.Status)], steps.Length);
            return run with { Steps = steps, Status = status, Ended = status.IsFinished() ? now : null };
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<PipelineRun> FailAsync(Id<PipelineRun> id, CancellationToken cancellationToken) => ChangeAsync(
        id,
        (run, now) => run with
        {
            Status = RunStatus.Failed,
            Steps =
            [
                .. run.Steps.Select(step =>
                    step.Status == RunStatus.Running ? step with { Status = RunStatus.Failed, Ended = now, Updated = now } : step),
            ],
            Ended = now,
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<PipelineRun> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (unit, token) => Lookup.FindAsync(unit.PipelineRuns.In(workspace), "pipeline run", text, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<PipelineRun>> ListAsync(ListQuery query, bool withSteps, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, PipelineRunFields.All);
        return database.ReadAsync(
            async (unit, token) => (await unit.PipelineRuns.ListAsync(parsed, withSteps, token)).EnsureInRange(), cancellationToken);
    }

    private static StepRun CreateStep(PipelineRun run, string name) => new()
    {
        Id = Id<StepRun>.New(),
        Name = name,
        Run = run.Id,
        Pipeline = run.Pipeline,
        Status = RunStatus.Initializing,
        Workspace = run.Workspace,
        User = run.User,
        Created = run.Created,
        Updated = run.Updated,
    };

    private static StepRun[] Replace(PipelineRun run, string step, Func<StepRun, StepRun> change) =>
        run.Steps.Any(current => current.Name == step)
            ? [.. run.Steps.Select(current => current.Name == step ? change(current) : current)]
            : throw new ZenException(ErrorCode.NotFound, $"The run '{run.Name}' has no step '{step}'.");

    private static async Task<PipelineRun> ReadAsync(IUnitOfWork unit, Id<PipelineRun> id, CancellationToken cancellationToken) =>
        await unit.PipelineRuns.FindByIdAsync(id, withDetails: true, cancellationToken)
            ?? throw RecordChecks.NotFound("pipeline run", id);

    private Task<PipelineRun> ChangeAsync(
        Id<PipelineRun> id, Func<PipelineRun, DateTimeOffset, PipelineRun> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (unit, token) =>
            {
                var run = await ReadAsync(unit, id, token);
                await audit.EnsureAllowedAsync(unit, AuditAction.Update, run.Workspace.Id, token);
                var now = clock.GetMicrosecondUtcNow();
                var changed = change(run, now) with { Updated = now };
                await unit.PipelineRuns.UpdateAsync(changed, token);
                foreach (var step in changed.Steps.Except(run.Steps, ReferenceEqualityComparer.Instance).OfType<StepRun>())
                {
                    await unit.Tracking.Steps.UpdateAsync(step, token);
                }

                return changed;
            },
            cancellationToken);
}
