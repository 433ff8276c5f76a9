using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Time;

namespace ZenML.Core.Runs;

/// <summary>Records runs of deployments in a database.</summary>
public sealed class RunsService(Caller caller, ServiceDependencies dependencies) : IRunsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "pipeline_run");

    /// <inheritdoc />
    public Task<PipelineRun> CreateAsync(NewDeploymentRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, run.User);
                var deployment = await RequireDeploymentAsync(unit, run, token);
                return await HasConflictAsync(unit, run, token)
                    ? throw new ZenException(
                        ErrorCode.AlreadyExists, $"A pipeline run named '{run.Name}', or with its orchestrator run id, already exists.")
                    : await AddAsync(unit, run, deployment, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<AdoptedRun> GetOrCreateAsync(NewDeploymentRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.OrchestratorRunId is { } orchestratorRunId
            ? GetOrCreateAsync(run, orchestratorRunId, cancellationToken)
            : throw new ZenException(ErrorCode.InvalidArgument, "To get or create a run, set its orchestrator run id.");
    }

    /// <inheritdoc />
    public Task<PipelineRun> GetAsync(Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => ReadAsync(unit, id, withDetails, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<PipelineRun>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Runs);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.PipelineRuns.ListAsync(parsed, withDetails, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<PipelineRun> UpdateAsync(
        Id<PipelineRun> id, RunStatus? status, DateTimeOffset? ended, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Update,
        async (unit, token) =>
        {
            var run = await ReadAsync(unit, id, withDetails: false, token);
            var changed = run with
            {
                Status = status ?? run.Status,
                Ended = status is null ? run.Ended : ended ?? run.Ended,
                Updated = dependencies.Clock.GetTimeOfChange(run.Updated),
            };
            await unit.PipelineRuns.UpdateAsync(changed, token);
            return await ReadAsync(unit, id, withDetails: true, token);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(Id<PipelineRun> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var run = await ReadAsync(unit, id, withDetails: false, token);
            await audit.AddDependentsAsync(unit, DependentOwner.PipelineRun, id.Value, token);
            await unit.PipelineRuns.DeleteAsync(id, token);
            return run;
        },
        cancellationToken);

    private async Task<AdoptedRun> GetOrCreateAsync(NewDeploymentRun run, string orchestratorRunId, CancellationToken cancellationToken)
    {
        // Every step asks and only the first one changes anything, so most requests need no transaction that writes.
        var existing = await dependencies.Database.ReadAsync(
            (unit, token) => FindAdoptedAsync(unit, run, orchestratorRunId, token), cancellationToken);
        return existing is not null ? new AdoptedRun(existing, Created: false) : await audit.ChangeAsync(
            AuditAction.Create,
            (unit, token) => AdoptOrAddAsync(unit, run, orchestratorRunId, token),
            result => result.Created ? [result.Run] : [],
            cancellationToken);
    }

    private async Task<AdoptedRun> AdoptOrAddAsync(
        IUnitOfWork unit, NewDeploymentRun run, string orchestratorRunId, CancellationToken cancellationToken)
    {
        RecordChecks.EnsureOwn(caller, run.User);
        var deployment = await RequireDeploymentAsync(unit, run, cancellationToken);

        // Another step may have adopted the placeholder since it was last looked for.
        if (await FindAdoptedAsync(unit, run, orchestratorRunId, cancellationToken) is { } adopted)
        {
            return new AdoptedRun(adopted, Created: false);
        }

        if (await unit.PipelineRuns.FindByOrchestratorRunIdAsync(deployment.Id, null, cancellationToken) is { } placeholder)
        {
            return new AdoptedRun(await AdoptAsync(unit, run, placeholder, cancellationToken), Created: true);
        }

        if (await unit.PipelineRuns.FindByNameAsync(run.Workspace, run.Name, cancellationToken) is { } namesake)
        {
            return new AdoptedRun(await ReadAsync(unit, namesake.Id, withDetails: true, cancellationToken), Created: false);
        }

        return new AdoptedRun(await AddAsync(unit, run, deployment, cancellationToken), Created: true);
    }

    /// <remarks>A run of another owner or workspace counts as not found; the change that follows rejects the request.</remarks>
    private async Task<PipelineRun?> FindAdoptedAsync(
        IUnitOfWork unit, NewDeploymentRun run, string orchestratorRunId, CancellationToken cancellationToken)
    {
        if (run.User is { } owner && owner != caller.UserId)
        {
            return null;
        }

        var found = await unit.PipelineRuns.FindByOrchestratorRunIdAsync(run.Deployment, orchestratorRunId, cancellationToken);
        return found is not null && found.Workspace.Id == run.Workspace
            ? await ReadAsync(unit, found.Id, withDetails: true, cancellationToken)
            : null;
    }

    private async Task<PipelineRun> AdoptAsync(
        IUnitOfWork unit, NewDeploymentRun run, PipelineRun placeholder, CancellationToken cancellationToken)
    {
        var adopted = placeholder with
        {
            OrchestratorRunId = run.OrchestratorRunId,
            OrchestratorEnvironment = run.OrchestratorEnvironment,
            Status = run.Status,
            Updated = dependencies.Clock.GetTimeOfChange(placeholder.Updated),
        };
        await unit.PipelineRuns.UpdateAsync(adopted, cancellationToken);
        return await ReadAsync(unit, placeholder.Id, withDetails: true, cancellationToken);
    }

    private async Task<PipelineRun> AddAsync(
        IUnitOfWork unit, NewDeploymentRun run, Deployment deployment, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var created = new PipelineRun
        {
            Id = Id<PipelineRun>.New(),
            Name = run.Name,
            Pipeline = deployment.Pipeline,
            RegisteredPipeline = deployment.RegisteredPipeline,
            Status = run.Status,
            Stack = deployment.Stack,
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
        await unit.PipelineRuns.AddAsync(created, cancellationToken);
        return await ReadAsync(unit, created.Id, withDetails: true, cancellationToken);
    }

    private async Task<Deployment> RequireDeploymentAsync(
        IUnitOfWork unit, NewDeploymentRun run, CancellationToken cancellationToken)
    {
        await RecordChecks.RequireWorkspaceAsync(audit, unit, run.Workspace, cancellationToken);
        var deployment = await unit.Tracking.Deployments.FindByIdAsync(run.Deployment, withDetails: false, cancellationToken);
        return deployment is not null && deployment.Workspace.Id == run.Workspace
            ? deployment
            : throw RecordChecks.NotFound("deployment", run.Deployment);
    }

    private static async Task<bool> HasConflictAsync(IUnitOfWork unit, NewDeploymentRun run, CancellationToken cancellationToken) =>
        await unit.PipelineRuns.FindByNameAsync(run.Workspace, run.Name, cancellationToken) is not null
        || (run.OrchestratorRunId is { } id
            && await unit.PipelineRuns.FindByOrchestratorRunIdAsync(run.Deployment, id, cancellationToken) is not null);

    private static async Task<PipelineRun> ReadAsync(
        IUnitOfWork unit, Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken) =>
        await unit.PipelineRuns.FindByIdAsync(id, withDetails, cancellationToken) ?? throw RecordChecks.NotFound("pipeline run", id);
}
