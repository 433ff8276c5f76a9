using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Owns the records of runs that clients of the server make.</summary>
public sealed class TrackedRunsService(Caller caller, ServiceDependencies parts)
{
    private readonly AuditTrail audit = new(caller, parts, "pipeline_run");

    /// <summary>Records a run of a deployment.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/> if the workspace has a run of that name, or the deployment one that the orchestrator calls so;
    /// <see cref="ErrorCode.NotFound"/> if the workspace has no such deployment; <see cref="ErrorCode.NotAllowed"/> if it is not the
    /// caller's own.
    /// </exception>
    public Task<TrackedRun> CreateAsync(NewTrackedRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                TrackingRules.EnsureOwn(caller, run.User);
                var deployment = await RequireDeploymentAsync(unit, run, token);
                return await FindConflictAsync(unit, run, token) is null
                    ? await AddAsync(unit, run, deployment, token)
                    : throw new ZenException(ErrorCode.AlreadyExists, $"A pipeline run named '{run.Name}', or with its orchestrator run id, already exists.");
            },
            cancellationToken);
    }

    /// <summary>
    /// The run that an orchestrator works on: the one that it knows already, or the placeholder of the deployment, which takes the
    /// orchestrator's id, or a new one.
    /// </summary>
    /// <returns>The run, and whether this call made it the orchestrator's.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> without an orchestrator run id; <see cref="ErrorCode.NotFound"/> if the workspace has no
    /// such deployment;
    /// <see cref="ErrorCode.NotAllowed"/> if it is not the caller's own.
    /// </exception>
    public Task<(TrackedRun Run, bool Created)> GetOrCreateAsync(NewTrackedRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.OrchestratorRunId is null)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "A run can only be found or made with an orchestrator run id.");
        }

        return GetOrCreateAsync(run, run.OrchestratorRunId, cancellationToken);
    }

    /// <summary>The run of that id.</summary>
    /// <param name="id">The run.</param>
    /// <param name="withDetails">Whether to load its steps and metadata.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public Task<TrackedRun> GetAsync(Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken) =>
        parts.Database.ReadAsync((unit, token) => ReadAsync(unit, id, withDetails, token), cancellationToken);

    /// <summary>One page of the runs that fit.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="withDetails">Whether to load their steps and metadata.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public Task<Page<TrackedRun>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Runs);
        return parts.Database.ReadAsync(async (unit, token) => (await unit.Tracking.Runs.ListAsync(parsed, withDetails, token)).EnsureInRange(), cancellationToken);
    }

    /// <summary>Writes how far a run is; without a status nothing changes but the time.</summary>
    /// <param name="id">The run.</param>
    /// <param name="status">How far it is.</param>
    /// <param name="ended">When it ended, UTC. It counts only together with a status.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public Task<TrackedRun> UpdateAsync(Id<PipelineRun> id, RunStatus? status, DateTimeOffset? ended, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Update,
        async (unit, token) =>
        {
            var run = await ReadAsync(unit, id, withDetails: false, token);
            var changed = run with
            {
                Status = status ?? run.Status, Ended = status is null ? run.Ended : ended ?? run.Ended,
                Updated = parts.Clock.GetTimeOfChange(run.Updated),
            };
            await unit.Tracking.Runs.UpdateAsync(changed, token);
            return await ReadAsync(unit, id, withDetails: true, token);
        },
        cancellationToken);

    /// <summary>Deletes a run with its steps.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public Task DeleteAsync(Id<PipelineRun> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var run = await ReadAsync(unit, id, withDetails: false, token);
            await audit.AddDependentsAsync(unit, DependentOwner.PipelineRun, id.Value, token);
            await unit.Tracking.Runs.DeleteAsync(id, token);
            return run;
        },
        cancellationToken);

    private async Task<(TrackedRun Run, bool Created)> GetOrCreateAsync(NewTrackedRun run, string orchestratorRunId, CancellationToken cancellationToken)
    {
        // Every step asks, and only the first makes anything: most answers need no transaction that writes.
        var known = await parts.Database.ReadAsync((unit, token) => FindKnownAsync(unit, run, orchestratorRunId, token), cancellationToken);
        return known is not null ? (known, false) : await audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                TrackingRules.EnsureOwn(caller, run.User);
                var deployment = await RequireDeploymentAsync(unit, run, token);
                return await FindKnownAsync(unit, run, orchestratorRunId, token) is { } meanwhile ? (meanwhile, false)
                    : await unit.Tracking.Runs.FindByOrchestratorRunIdAsync(deployment.Id, null, token) is { } placeholder
                        ? (await AdoptAsync(unit, run, placeholder, token), true)
                    : await unit.Tracking.Runs.FindByNameAsync(run.Workspace, run.Name, token) is { } namesake
                        ? (await ReadAsync(unit, namesake.Id, withDetails: true, token), false)
                    : (await AddAsync(unit, run, deployment, token), true);
            },
            result => result.Item2 ? [result.Item1] : [],
            cancellationToken);
    }

    /// <remarks>What would be refused is not known, so that the change refuses it.</remarks>
    private async Task<TrackedRun?> FindKnownAsync(IUnitOfWork unit, NewTrackedRun run, string orchestratorRunId, CancellationToken cancellationToken) =>
        run.User == caller.UserId
        && await unit.Tracking.Runs.FindByOrchestratorRunIdAsync(run.Deployment, orchestratorRunId, cancellationToken) is { } known
        && known.Workspace.Id == run.Workspace
            ? await ReadAsync(unit, known.Id, withDetails: true, cancellationToken)
            : null;

    private async Task<TrackedRun> AdoptAsync(IUnitOfWork unit, NewTrackedRun run, TrackedRun placeholder, CancellationToken cancellationToken)
    {
        var adopted = placeholder with
        {
            OrchestratorRunId = run.OrchestratorRunId,
            OrchestratorEnvironment = run.OrchestratorEnvironment,
            Status = run.Status,
            Updated = parts.Clock.GetTimeOfChange(placeholder.Updated),
        };
        await unit.Tracking.Runs.UpdateAsync(adopted, cancellationToken);
        return await ReadAsync(unit, placeholder.Id, withDetails: true, cancellationToken);
    }

    private static async Task<Deployment> RequireDeploymentAsync(IUnitOfWork unit, NewTrackedRun run, CancellationToken cancellationToken)
    {
        await TrackingRules.RequireWorkspaceAsync(unit, run.Workspace, cancellationToken);
        var deployment = await unit.Tracking.Deployments.FindByIdAsync(run.Deployment, withDetails: false, cancellationToken);
        return deployment is not null && deployment.Workspace.Id == run.Workspace ? deployment : throw TrackingRules.NotFound("deployment", run.Deployment);
    }

    private static async Task<TrackedRun?> FindConflictAsync(IUnitOfWork unit, NewTrackedRun run, CancellationToken cancellationToken) =>
        await unit.Tracking.Runs.FindByNameAsync(run.Workspace, run.Name, cancellationToken)
        ?? (run.OrchestratorRunId is null
            ? null
            : await unit.Tracking.Runs.FindByOrchestratorRunIdAsync(run.Deployment, run.OrchestratorRunId, cancellationToken));

    private static async Task<TrackedRun> ReadAsync(IUnitOfWork unit, Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken) =>
        await unit.Tracking.Runs.FindByIdAsync(id, withDetails, cancellationToken) ?? throw TrackingRules.NotFound("pipeline run", id);

    private async Task<TrackedRun> AddAsync(IUnitOfWork unit, NewTrackedRun run, Deployment deployment, CancellationToken cancellationToken)
    {
        var now = parts.Clock.GetMicrosecondUtcNow();
        var created = new TrackedRun
        {
            Id = Id<PipelineRun>.New(),
            Name = run.Name,
            Status = run.Status,
            PipelineName = deployment.PipelineName,
            Deployment = deployment.Id,
            OrchestratorRunId = run.OrchestratorRunId,
            OrchestratorEnvironment = run.OrchestratorEnvironment,
            Started = run.Started,
            Ended = run.Ended,
            Workspace = deployment.Workspace,
            User = new(caller.UserId, caller.Name),
            Created = now,
            Updated = now,
        };
        await unit.Tracking.Runs.AddAsync(created, deployment, cancellationToken);
        return await ReadAsync(unit, created.Id, withDetails: true, cancellationToken);
    }
}
