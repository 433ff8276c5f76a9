using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Owns the deployments that clients record.</summary>
public sealed class DeploymentsService(Caller caller, ServiceDependencies parts)
{
    private readonly AuditTrail audit = new(caller, parts, "deployment");

    /// <summary>Records a deployment.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/> if the workspace has no such stack or pipeline; <see cref="ErrorCode.NotAllowed"/> if it is not the caller's own.
    /// </exception>
    public Task<Deployment> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                TrackingRules.EnsureOwn(caller, deployment.User);
                var workspace = await TrackingRules.RequireWorkspaceAsync(unit, deployment.Workspace, token);
                var stack = await unit.Stacks.FindByIdAsync(deployment.Stack, token);
                if (stack is null || stack.Workspace.Id != workspace.Id)
                {
                    throw TrackingRules.NotFound("stack", deployment.Stack);
                }

                TrackedPipeline? pipeline = null;
                if (deployment.Pipeline is { } id)
                {
                    pipeline = await unit.Tracking.Pipelines.FindByIdAsync(id, token);
                    if (pipeline is null || pipeline.Workspace.Id != workspace.Id)
                    {
                        throw TrackingRules.NotFound("pipeline", id);
                    }
                }

                var now = parts.Clock.GetMicrosecondUtcNow();
                var created = new Deployment
                {
                    Id = Id<Deployment>.New(),
                    RunNameTemplate = deployment.RunNameTemplate,
                    Configuration = deployment.Configuration,
                    PipelineName = pipeline?.Name ?? deployment.PipelineName,
                    Steps = deployment.Steps,
                    ClientEnvironment = deployment.ClientEnvironment,
                    ClientVersion = deployment.ClientVersion,
                    ServerVersion = deployment.ServerVersion,
                    Stack = new(stack.Id, stack.Name, stack.User, stack.Created, stack.Updated),
                    Pipeline = pipeline,
                    Workspace = workspace,
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                };
                await unit.Tracking.Deployments.AddAsync(created, token);
                return created;
            },
            cancellationToken);
    }

    /// <summary>The deployment of that id, with its steps.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public Task<Deployment> GetAsync(Id<Deployment> id, CancellationToken cancellationToken) => parts.Database.ReadAsync(
        async (unit, token) => await unit.Tracking.Deployments.FindByIdAsync(id, withDetails: true, token) ?? throw TrackingRules.NotFound("deployment", id), cancellationToken);

    /// <summary>One page of the deployments that fit.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="withDetails">Whether to load their steps.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public Task<Page<Deployment>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Deployments);
        return parts.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Deployments.ListAsync(parsed, withDetails, token)).EnsureInRange(), cancellationToken);
    }
}
