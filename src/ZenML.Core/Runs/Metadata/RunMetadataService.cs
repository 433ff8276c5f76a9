using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Metadata;

/// <summary>Records metadata in a database.</summary>
public sealed class RunMetadataService(Caller caller, ServiceDependencies dependencies) : IRunMetadataService
{
    private readonly AuditTrail audit = new(caller, dependencies, "run_metadata");

    /// <inheritdoc />
    public Task<IReadOnlyList<RunMetadata>> CreateAsync(NewRunMetadata metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, metadata.User);
                var workspace = await RecordChecks.RequireWorkspaceAsync(audit, unit, metadata.Workspace, token);
                await EnsureSubjectAsync(unit, metadata, token);
                var created = new List<RunMetadata>();
                if (metadata.StackComponent is { } component)
                {
                    _ = await unit.Components.FindByIdAsync(component, token) ?? throw RecordChecks.NotFound("component", component);
                }

                // Different times, so that lists return the entries in the order of the request.
                var first = dependencies.Clock.GetMicrosecondUtcNow();
                foreach (var (position, (key, value, type)) in metadata.Entries.Index())
                {
                    var now = first.AddMicroseconds(position);
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
            created => created,
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<RunMetadata> GetAsync(Id<RunMetadata> id, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) =>
            await unit.Tracking.Metadata.FindByIdAsync(id, token) ?? throw RecordChecks.NotFound("entry of metadata", id),
        cancellationToken);

    /// <inheritdoc />
    public Task<Page<RunMetadata>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Metadata);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Metadata.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <remarks>Metadata can be recorded in another workspace than what it describes. Both take the role.</remarks>
    private async Task EnsureSubjectAsync(IUnitOfWork unit, NewRunMetadata metadata, CancellationToken cancellationToken)
    {
        var id = metadata.SubjectId;
        var workspace = metadata.Subject switch
        {
            MetadataSubject.PipelineRun =>
                (await unit.PipelineRuns.FindByIdAsync(new(id), withDetails: false, cancellationToken))?.Workspace.Id,
            MetadataSubject.StepRun => (await unit.Tracking.Steps.FindByIdAsync(new(id), cancellationToken))?.Workspace.Id,
            MetadataSubject.ArtifactVersion => await unit.Tracking.ArtifactVersions.FindWorkspaceAsync(new(id), cancellationToken),
            MetadataSubject.ModelVersion => await unit.Tracking.ModelVersions.FindWorkspaceAsync(new(id), cancellationToken),
            _ => null,
        };
        await audit.EnsureAllowedAsync(
            unit,
            AuditAction.Create,
            workspace ?? throw new ZenException(
                ErrorCode.NotFound, $"Metadata needs a run, step, artifact version or model version; there is none with the id {id}."),
            cancellationToken);
    }
}
