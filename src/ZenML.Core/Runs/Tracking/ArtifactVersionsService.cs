using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Owns the versions of artifacts that clients record.</summary>
public sealed class ArtifactVersionsService(Caller caller, ServiceDependencies parts)
{
    private readonly AuditTrail audit = new(caller, parts, "artifact_version");

    /// <summary>Records a version of an artifact.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/> if the artifact has that version; <see cref="ErrorCode.NotFound"/> if there is no such artifact or workspace;
    /// <see cref="ErrorCode.NotAllowed"/> if it is not the caller's own.
    /// </exception>
    public Task<ArtifactVersion> CreateAsync(NewArtifactVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                TrackingRules.EnsureOwn(caller, version.User);
                var workspace = await TrackingRules.RequireWorkspaceAsync(unit, version.Workspace, token);
                var artifact = await unit.Tracking.Artifacts.FindByIdAsync(version.Artifact, token) ?? throw TrackingRules.NotFound("artifact", version.Artifact);
                if (await unit.Tracking.ArtifactVersions.ExistsAsync(artifact.Id, version.Version, token))
                {
                    throw new ZenException(ErrorCode.AlreadyExists, $"The artifact '{artifact.Name}' already has the version '{version.Version}'.");
                }

                var now = parts.Clock.GetMicrosecondUtcNow();
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
                    Visualizations = [.. version.Visualizations.Select(picture => new ArtifactVisualization(Id<ArtifactVisualization>.New(), picture.Type, picture.Uri))],
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

    /// <summary>The version of that id, with its pictures and metadata.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    public Task<ArtifactVersion> GetAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        parts.Database.ReadAsync((unit, token) => ReadAsync(unit, id, token), cancellationToken);

    /// <summary>One page of the versions that fit.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="onlyUnused">Whether to leave out, on top of the filters, what any step took or made.</param>
    /// <param name="withDetails">Whether to load pictures and metadata.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    public Task<Page<ArtifactVersion>> ListAsync(ListQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, TrackingFields.ArtifactVersions);
        return parts.Database.ReadAsync(
            async (unit, token) => (await unit.Tracking.ArtifactVersions.ListAsync(parsed, onlyUnused, withDetails, token)).EnsureInRange(), cancellationToken);
    }

    private static async Task<ArtifactVersion> ReadAsync(IUnitOfWork unit, Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        await unit.Tracking.ArtifactVersions.FindByIdAsync(id, cancellationToken) ?? throw TrackingRules.NotFound("artifact version", id);
}
