using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Records artifacts in a database.</summary>
public sealed class ArtifactsService(Caller caller, ServiceDependencies dependencies) : IArtifactsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "artifact");

    /// <inheritdoc />
    public Task<Artifact> CreateAsync(NewArtifact artifact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        RecordNames.Ensure("The name of an artifact", artifact.Name);
        RecordNames.EnsureTags(artifact.Tags);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                await EnsureNameIsFreeAsync(unit, artifact.Name, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new Artifact
                {
                    Id = Id<Artifact>.New(), Name = artifact.Name, HasCustomName = artifact.HasCustomName, Created = now, Updated = now,
                };
                await unit.Tracking.Artifacts.AddAsync(created, token);
                await unit.Tracking.Tags.AttachAsync(created.Id.Value, artifact.Tags, now, token);
                return await ReadAsync(unit, created.Id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Artifact> GetAsync(Id<Artifact> id, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => ReadAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Artifact>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.Artifacts);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.Artifacts.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Artifact> UpdateAsync(Id<Artifact> id, ArtifactUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        RecordNames.EnsureTags(update.AddTags);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var artifact = await ReadAsync(unit, id, token);
                var name = update.Name is { Length: > 0 } given ? given : artifact.Name;
                if (name != artifact.Name)
                {
                    RecordNames.Ensure("The name of an artifact", name);
                    await EnsureNameIsFreeAsync(unit, name, token);
                }

                var hasCustomName = update.HasCustomName ?? (artifact.HasCustomName || update.Name is { Length: > 0 });
                var now = dependencies.Clock.GetTimeOfChange(artifact.Updated);
                await unit.Tracking.Artifacts.UpdateAsync(
                    artifact with { Name = name, HasCustomName = hasCustomName, Updated = now }, token);
                await unit.Tracking.Tags.AttachAsync(id.Value, update.AddTags, now, token);
                await unit.Tracking.Tags.DetachAsync(id.Value, update.RemoveTags, token);
                return await ReadAsync(unit, id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<Artifact> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var artifact = await ReadAsync(unit, id, token);
            await audit.AddDependentsAsync(unit, DependentOwner.Artifact, id.Value, token);
            await unit.Tracking.Artifacts.DeleteAsync(id, token);
            return artifact;
        },
        cancellationToken);

    private static async Task<Artifact> ReadAsync(IUnitOfWork unit, Id<Artifact> id, CancellationToken cancellationToken) =>
        await unit.Tracking.Artifacts.FindByIdAsync(id, cancellationToken) ?? throw RecordChecks.NotFound("artifact", id);

    private static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, string name, CancellationToken cancellationToken)
    {
        if (await unit.Tracking.Artifacts.FindByNameAsync(name, cancellationToken) is not null)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"An artifact named '{name}' already exists.");
        }
    }
}
