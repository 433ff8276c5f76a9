using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Deployments;

/// <summary>Registers pipelines in a database.</summary>
public sealed class RegisteredPipelinesService(Caller caller, ServiceDependencies dependencies) : IRegisteredPipelinesService
{
    private readonly AuditTrail audit = new(caller, dependencies, "pipeline");

    /// <inheritdoc />
    public Task<RegisteredPipeline> CreateAsync(NewRegisteredPipeline pipeline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, pipeline.User);
                var workspace = await RecordChecks.RequireWorkspaceAsync(audit, unit, pipeline.Workspace, token);
                if (await unit.Tracking.Pipelines.ExistsAsync(workspace.Id, pipeline.Name, pipeline.VersionHash, token))
                {
                    throw new ZenException(ErrorCode.AlreadyExists,
                        $"The pipeline '{pipeline.Name}' already has a version with this hash in the workspace '{workspace.Name}'.");
                }

                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new RegisteredPipeline
                {
                    Id = Id<RegisteredPipeline>.New(),
                    Name = pipeline.Name,
                    Version = pipeline.Version,
                    VersionHash = pipeline.VersionHash,
                    Docstring = pipeline.Docstring,
                    Spec = pipeline.Spec,
                    Workspace = workspace,
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                };
                await unit.Tracking.Pipelines.AddAsync(created, token);
                return created;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<RegisteredPipeline> GetAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => ReadAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<RegisteredPipeline>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Pipelines);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Pipelines.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Page<PipelineNamespace>> ListNamespacesAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.PipelineNamespaces);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Pipelines.ListNamespacesAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<RegisteredPipeline> TouchAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Update,
        async (unit, token) =>
        {
            var pipeline = await ReadAsync(unit, id, token);
            var touched = pipeline with { Updated = dependencies.Clock.GetTimeOfChange(pipeline.Updated) };
            await unit.Tracking.Pipelines.UpdateAsync(touched, token);
            return touched;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var pipeline = await ReadAsync(unit, id, token);
            await unit.Tracking.Pipelines.DeleteAsync(id, token);
            return pipeline;
        },
        cancellationToken);

    private static async Task<RegisteredPipeline> ReadAsync(
        IUnitOfWork unit, Id<RegisteredPipeline> id, CancellationToken cancellationToken) =>
        await unit.Tracking.Pipelines.FindByIdAsync(id, cancellationToken) ?? throw RecordChecks.NotFound("pipeline", id);
}
