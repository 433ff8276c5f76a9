using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Records versions of artifacts in a database.</summary>
public sealed class ArtifactVersionsService(Caller caller, ServiceDependencies dependencies) : IArtifactVersionsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "artifact_version");

    /// <inheritdoc />
    public Task<ArtifactVersion> CreateAsync(NewArtifactVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                RecordChecks.EnsureOwn(caller, version.User);
                var workspace = await RecordChecks.RequireWorkspaceAsync(unit, version.Workspace, token);
                var artifact = await unit.Tracking.Artifacts.FindByIdAsync(version.Artifact, token)
                    ?? throw RecordChecks.NotFound("artifact", version.Artifact);
                if (await unit.Tracking.ArtifactVersions.ExistsAsync(artifact.Id, version.Version, token))
                {
                    throw new ZenException(
                        ErrorCode.AlreadyExists, $"The artifact '{artifact.Name}' already has the version '{version.Version}'.");
                }

                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var created = new ArtifactVersion
                {
                    Id = Id<ArtifactVersion>.New(),
                    Artifact = artifact,
                    Version = version.Version,
                    HasCustomName = version.HasCustomName,
                    Type = version.Type,
                    ArtifactStore = version.ArtifactStore,
                    Uri = version.Uri,
                    Materializer = version.Materializer,
                    DataType = version.DataType,
                    Visualizations =
                    [
                        .. version.Visualizations.Select(visualization =>
                            new ArtifactVisualization(Id<ArtifactVisualization>.New(), visualization.Type, visualization.Uri)),
                    ],
                    Workspace = workspace,
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                };
                await unit.Tracking.ArtifactVersions.AddAsync(created, token);
                await unit.Tracking.Artifacts.AddTagsAsync(created.Id.Value, version.Tags, now, token);
                return await ReadAsync(unit, created.Id, token);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ArtifactVersion> GetAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => ReadAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<ArtifactVersion>> ListAsync(ListQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.ArtifactVersions);
        return dependencies.Database.ReadAsync(
            async (unit, token) =>
                (await unit.Tracking.ArtifactVersions.ListAsync(parsed, onlyUnused, withDetails, token)).EnsureInRange(),
            cancellationToken);
    }

    private static async Task<ArtifactVersion> ReadAsync(IUnitOfWork unit, Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        await unit.Tracking.ArtifactVersions.FindByIdAsync(id, cancellationToken) ?? throw RecordChecks.NotFound("artifact version", id);
}
