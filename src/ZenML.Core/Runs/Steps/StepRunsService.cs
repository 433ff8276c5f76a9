using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Steps;

/// <summary>Records steps in a database, and derives the status of their run.</summary>
public sealed class StepRunsService(Caller caller, ServiceDependencies dependencies) : IStepRunsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "step_run");

    /// <inheritdoc />
    public Task<StepRun> CreateAsync(NewStepRun step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, step.User);
                var run = await unit.PipelineRuns.FindByIdAsync(step.Run, withDetails: false, token);
                if (run is null || run.Workspace.Id != step.Workspace)
                {
                    throw RecordChecks.NotFound("pipeline run", step.Run);
                }

                if (run.Deployment != step.Deployment || !await unit.Tracking.Deployments.HasStepAsync(step.Deployment, step.Name, token))
                {
                    throw new ZenException(ErrorCode.NotFound, $"The deployment of the run '{run.Name}' has no step '{step.Name}'.");
                }

                if (await unit.Tracking.Steps.ExistsAsync(run.Id, step.Name, token))
                {
                    throw new ZenException(ErrorCode.AlreadyExists, $"The run '{run.Name}' already has a step '{step.Name}'.");
                }

                await RecordChecks.EnsureArtifactsExistAsync(unit, [.. step.Inputs, .. step.Outputs], token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new StepRun
                {
                    Id = Id<StepRun>.New(),
                    Name = step.Name,
                    Run = run.Id,
                    Pipeline = run.Pipeline,
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

    /// <inheritdoc />
    public Task<StepRun> GetAsync(Id<StepRun> id, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => ReadAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<StepRun>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Steps);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Steps.ListAsync(parsed, withDetails, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<StepRun> UpdateAsync(Id<StepRun> id, StepRunUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var step = await ReadAsync(unit, id, token);
                await RecordChecks.EnsureArtifactsExistAsync(unit, [.. update.Inputs, .. update.Outputs], token);
                var changed = step with
                {
                    Status = update.Status ?? step.Status, Ended = update.Ended ?? step.Ended,
                    Updated = dependencies.Clock.GetTimeOfChange(step.Updated),
                };
                await unit.Tracking.Steps.UpdateAsync(changed, token);
                return await FinishAsync(unit, changed, update.Inputs, update.Outputs, token);
            },
            cancellationToken);
    }

    private static async Task<StepRun> ReadAsync(IUnitOfWork unit, Id<StepRun> id, CancellationToken cancellationToken) =>
        await unit.Tracking.Steps.FindByIdAsync(id, cancellationToken) ?? throw RecordChecks.NotFound("step", id);

    private async Task<StepRun> FinishAsync(
        IUnitOfWork unit,
        StepRun step,
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

    private async Task UpdateRunAsync(IUnitOfWork unit, StepRun step, CancellationToken cancellationToken)
    {
        if (step.Deployment is not { } deployment
            || await unit.PipelineRuns.FindByIdAsync(step.Run, withDetails: false, cancellationToken) is not { } run)
        {
            return;
        }

        var status = RunStatuses.OfRun(
            await unit.Tracking.Steps.ListStatusesAsync(run.Id, cancellationToken),
            await unit.Tracking.Deployments.CountStepsAsync(deployment, cancellationToken));
        if (status != run.Status)
        {
            var now = dependencies.Clock.GetMicrosecondUtcNow();
            var changed = run with { Status = status, Ended = status.IsFinished() ? now : run.Ended, Updated = now };
            await unit.PipelineRuns.UpdateAsync(changed, cancellationToken);
        }
    }
}
