using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Owns what clients note about runs, steps and artifact versions.</summary>
public sealed class RunMetadataService(Caller caller, ServiceDependencies parts)
{
    private readonly AuditTrail audit = new(caller, parts, "run_metadata");

    /// <summary>Notes things, in their order.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/> if there is no such run, step, artifact version or workspace; <see cref="ErrorCode.NotAllowed"/> if they are not the
    /// caller's own.
    /// </exception>
    public Task<IReadOnlyList<RunMetadata>> CreateAsync(NewRunMetadata metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                TrackingRules.EnsureOwn(caller, metadata.User);
                var workspace = await TrackingRules.RequireWorkspaceAsync(unit, metadata.Workspace, token);
                await EnsureSubjectExistsAsync(unit, metadata, token);
                var created = new List<RunMetadata>();
                foreach (var (key, value, type) in metadata.Entries)
                {
                    var now = parts.Clock.GetMicrosecondUtcNow();
                    created.Add(new RunMetadata
                    {
                        Id = Id<RunMetadata>.New(),
                        Subject = metadata.Subject,
                        SubjectId = metadata.SubjectId,
                        StackComponent = metadata.StackComponent,
                        Key = key,
                        Value = value,
                        Type = type,
                        Workspace = workspace,
                        User = new(caller.UserId, caller.Name),
                        Created = now,
                        Updated = now,
                    });
                    await unit.Tracking.Metadata.AddAsync(created[^1], token);
                }

                return (IReadOnlyList<RunMetadata>)created;
            },
            notes => notes,
            cancellationToken);
    }

    private static async Task EnsureSubjectExistsAsync(IUnitOfWork unit, NewRunMetadata metadata, CancellationToken cancellationToken)
    {
        var exists = metadata.Subject switch
        {
            MetadataSubject.PipelineRun => await unit.Tracking.Runs.FindByIdAsync(new Id<PipelineRun>(metadata.SubjectId), withDetails: false, cancellationToken) is not null,
            MetadataSubject.StepRun => await unit.Tracking.Steps.FindByIdAsync(new Id<TrackedStep>(metadata.SubjectId), cancellationToken) is not null,
            MetadataSubject.ArtifactVersion =>
                (await unit.Tracking.ArtifactVersions.FindExistingAsync([new Id<ArtifactVersion>(metadata.SubjectId)], cancellationToken)).Count > 0,
            _ => false,
        };
        if (!exists)
        {
            throw new ZenException(ErrorCode.NotFound, $"There is nothing with the id {metadata.SubjectId} to note anything about.");
        }
    }
}
