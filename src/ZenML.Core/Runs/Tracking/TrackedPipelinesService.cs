using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Owns the pipelines that clients register.</summary>
public sealed class TrackedPipelinesService(Caller caller, ServiceDependencies parts)
{
    private readonly AuditTrail audit = new(caller, parts, "pipeline");

    /// <summary>Registers a version of a pipeline.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/> if the workspace has one of that name and hash; <see cref="ErrorCode.NotAllowed"/> if it is not the caller's own.
    /// </exception>
    public Task<TrackedPipeline> CreateAsync(NewTrackedPipeline pipeline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                TrackingRules.EnsureOwn(caller, pipeline.User);
                var workspace = await TrackingRules.RequireWorkspaceAsync(unit, pipeline.Workspace, token);
                if (await unit.Tracking.Pipelines.ExistsAsync(workspace.Id, pipeline.Name, pipeline.VersionHash, token))
                {
                    throw new ZenException(ErrorCode.AlreadyExists,
                        $"The pipeline '{pipeline.Name}' already has a version with this hash in the workspace '{workspace.Name}'.");
                }

                var now = parts.Clock.GetMicrosecondUtcNow();
                var created = new TrackedPipeline
                {
                    Id = Id<TrackedPipeline>.New(),
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

    /// <summary>The pipeline of that id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public Task<TrackedPipeline> GetAsync(Id<TrackedPipeline> id, CancellationToken cancellationToken) => parts.Database.ReadAsync(
        async (unit, token) => await unit.Tracking.Pipelines.FindByIdAsync(id, token) ?? throw TrackingRules.NotFound("pipeline", id), cancellationToken);

    /// <summary>One page of the pipelines that fit.</summary>
    public Task<Page<TrackedPipeline>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Pipelines);
        return parts.Database.ReadAsync(async (unit, token) => (await unit.Tracking.Pipelines.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }
}
