using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Owns the records of steps, and what they say about their run.</summary>
public sealed class TrackedStepsService(Caller caller, ServiceDependencies parts)
{
    private readonly AuditTrail audit = new(caller, parts, "step_run");

    /// <summary>Records a step. The run's status follows.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/> if the run has a step of that name; <see cref="ErrorCode.NotFound"/> if there is no such run,
    /// step of its
    /// deployment or artifact version; <see cref="ErrorCode.NotAllowed"/> if it is not the caller's own.
    /// </exception>
    public Task<TrackedStep> CreateAsync(NewTrackedStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                TrackingRules.EnsureOwn(caller, step.User);
                var run = await unit.Tracking.Runs.FindByIdAsync(step.Run, withDetails: false, token);
                if (run is null || run.Workspace.Id != step.Workspace)
                {
                    throw TrackingRules.NotFound("pipeline run", step.Run);
                }

                if (run.Deployment != step.Deployment || !await unit.Tracking.Deployments.HasStepAsync(step.Deployment, step.Name, token))
                {
                    throw new ZenException(ErrorCode.NotFound, $"The deployment of the run '{run.Name}' has no step '{step.Name}'.");
                }

                if (await unit.Tracking.Steps.ExistsAsync(run.Id, step.Name, token))
                {
                    throw new ZenException(ErrorCode.AlreadyExists, $"The run '{run.Name}' already has a step '{step.Name}'.");
                }

                await TrackingRules.EnsureArtifactsExistAsync(unit, [.. step.Inputs, .. step.Outputs], token);
                var now = parts.Clock.GetMicrosecondUtcNow();
                var created = new TrackedStep
                {
                    Id = Id<TrackedStep>.New(),
                    Name = step.Name,
                    Run = run.Id,
                    PipelineName = run.PipelineName,
                    Deployment = run.Deployment,
                    Status = step.Status,
                    Started = step.Started,
                    Ended = step.Ended,
                    CacheKey = step.CacheKey,
                    CodeHash = step.CodeHash,
                    Docstring = step.Docstring,
                    SourceCode = step.SourceCode,
                    Original = step.Original,
                    Parents = step.Parents,
                    Logs = step.Logs is { } logs ? new(Id<StepLogs>.New(), logs.Uri, logs.ArtifactStore) : null,
                    Workspace = run.Workspace,
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                };
                await unit.Tracking.Steps.AddAsync(created, token);
                return await FinishAsync(unit, created, step.Inputs, step.Outputs, token);
            },
            cancellationToken);
    }

    /// <summary>The step of that id, with its artifacts and metadata.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public Task<TrackedStep> GetAsync(Id<TrackedStep> id, CancellationToken cancellationToken) =>
        parts.Database.ReadAsync((unit, token) => ReadAsync(unit, id, token), cancellationToken);

    /// <summary>One page of the steps that fit, with their artifacts.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="withDetails">Whether to load parents and metadata.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public Task<Page<TrackedStep>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Steps);
        return parts.Database.ReadAsync(async (unit, token) => (await unit.Tracking.Steps.ListAsync(parsed, withDetails, token)).EnsureInRange(), cancellationToken);
    }

    /// <summary>Changes a step. The run's status follows.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/> if there is no such step or artifact version.</exception>
    public Task<TrackedStep> UpdateAsync(Id<TrackedStep> id, TrackedStepUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var step = await ReadAsync(unit, id, token);
                await TrackingRules.EnsureArtifactsExistAsync(unit, [.. update.Inputs, .. update.Outputs], token);
                var changed = step with
                {
                    Status = update.Status ?? step.Status, Ended = update.Ended ?? step.Ended,
                    Updated = parts.Clock.GetTimeOfChange(step.Updated),
                };
                await unit.Tracking.Steps.UpdateAsync(changed, token);
                return await FinishAsync(unit, changed, update.Inputs, update.Outputs, token);
            },
            cancellationToken);
    }

    private static async Task<TrackedStep> ReadAsync(IUnitOfWork unit, Id<TrackedStep> id, CancellationToken cancellationToken) =>
        await unit.Tracking.Steps.FindByIdAsync(id, cancellationToken) ?? throw TrackingRules.NotFound("step", id);

    private async Task<TrackedStep> FinishAsync(
        IUnitOfWork unit,
        TrackedStep step,
        IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> inputs,
        IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> outputs,
        CancellationToken cancellationToken)
    {
        await unit.Tracking.Steps.AddArtifactsAsync(step.Id, areOutputs: false, inputs, cancellationToken);
        await unit.Tracking.Steps.AddArtifactsAsync(step.Id, areOutputs: true, outputs, cancellationToken);
        if (step.Status == RunStatus.Completed)
        {
            await unit.Tracking.ArtifactVersions.SetProducerAsync(step, cancellationToken);
        }

        await UpdateRunAsync(unit, step, cancellationToken);
        return await ReadAsync(unit, step.Id, cancellationToken);
    }

    private async Task UpdateRunAsync(IUnitOfWork unit, TrackedStep step, CancellationToken cancellationToken)
    {
        if (step.Deployment is not { } deployment || await unit.Tracking.Runs.FindByIdAsync(step.Run, withDetails: false, cancellationToken) is not { } run)
        {
            return;
        }

        var status = RunStatuses.OfRun(
            await unit.Tracking.Steps.ListStatusesAsync(run.Id, cancellationToken),
            await unit.Tracking.Deployments.CountStepsAsync(deployment, cancellationToken));
        if (status != run.Status)
        {
            var now = parts.Clock.GetMicrosecondUtcNow();
            await unit.Tracking.Runs.UpdateAsync(run with { Status = status, Ended = status.IsFinished() ? now : run.Ended, Updated = now }, cancellationToken);
        }
    }
}
