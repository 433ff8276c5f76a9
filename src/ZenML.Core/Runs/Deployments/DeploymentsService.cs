using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Deployments;

/// <summary>Records deployments in a database.</summary>
public sealed class DeploymentsService(Caller caller, ServiceDependencies dependencies) : IDeploymentsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "deployment");

    /// <inheritdoc />
    public Task<Deployment> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, deployment.User);
                var workspace = await RecordChecks.RequireWorkspaceAsync(audit, unit, deployment.Workspace, token);
                var stack = await unit.Stacks.FindByIdAsync(deployment.Stack, token);
                if (stack is null || stack.Workspace.Id != workspace.Id)
                {
                    throw RecordChecks.NotFound("stack", deployment.Stack);
                }

                RegisteredPipeline? pipeline = null;
                if (deployment.RegisteredPipeline is { } id)
                {
                    pipeline = await unit.Tracking.Pipelines.FindByIdAsync(id, token);
                    if (pipeline is null || pipeline.Workspace.Id != workspace.Id)
                    {
                        throw RecordChecks.NotFound("pipeline", id);
                    }
                }

                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var origin = await FindOriginAsync(unit, deployment, workspace.Id, now, token);
                var created = new Deployment
                {
                    Id = Id<Deployment>.New(),
                    RunNameTemplate = deployment.RunNameTemplate,
                    Configuration = deployment.Configuration,
                    Pipeline = pipeline?.Name ?? deployment.Pipeline,
                    Steps = deployment.Steps,
                    ClientEnvironment = deployment.ClientEnvironment,
                    ClientVersion = deployment.ClientVersion,
                    ServerVersion = deployment.ServerVersion,
                    Stack = new(stack.Id, stack.Name),
                    CurrentStack = new(stack.Id, stack.Name, stack.User, stack.Created, stack.Updated),
                    RegisteredPipeline = pipeline,
                    Origin = origin,
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

    /// <inheritdoc />
    public Task<Deployment> GetAsync(Id<Deployment> id, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) =>
            await unit.Tracking.Deployments.FindByIdAsync(id, withDetails: true, token) ?? throw RecordChecks.NotFound("deployment", id),
        cancellationToken);

    /// <inheritdoc />
    public Task<Page<Deployment>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Deployments);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Deployments.ListAsync(parsed, withDetails, token)).EnsureInRange(),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<Deployment> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var deployment = await unit.Tracking.Deployments.FindByIdAsync(id, withDetails: false, token)
                ?? throw RecordChecks.NotFound("deployment", id);
            await audit.AddDependentsAsync(unit, DependentOwner.Deployment, id.Value, token);
            await unit.Tracking.Deployments.DeleteAsync(id, token);
            return deployment;
        },
        cancellationToken);

    private static async Task<DeploymentOrigin> FindOriginAsync(
        IUnitOfWork unit, NewDeployment deployment, Id<Workspace> workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var build = await FindAsync(unit, Builds.Kind, deployment.Build, workspace, cancellationToken);
        var schedule = await FindAsync(unit, Schedules.Kind, deployment.Schedule, workspace, cancellationToken);
        var repository = await FindAsync(unit, CodeRepositories.Kind, deployment.Code?.CodeRepository, workspace, cancellationToken);
        return new DeploymentOrigin(build, schedule, repository is null
            ? null
            : await unit.Tracking.Deployments.FindOrAddCodeReferenceAsync(repository, deployment.Code!, now, cancellationToken));
    }

    private static async Task<PlainResource?> FindAsync(
        IUnitOfWork unit, PlainResourceKind kind, Id<PlainResource>? id, Id<Workspace> workspace, CancellationToken cancellationToken)
    {
        if (id is not { } wanted)
        {
            return null;
        }

        var found = await unit.PlainResources.FindByIdAsync(kind, wanted, withDetails: false, cancellationToken);
        return found is not null && found.Workspace.Id == workspace ? found : throw RecordChecks.NotFound(kind.Noun, wanted);
    }
}
