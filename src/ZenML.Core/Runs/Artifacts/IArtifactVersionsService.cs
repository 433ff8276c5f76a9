using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Versions of artifacts.</summary>
public interface IArtifactVersionsService
{
    /// <summary>Records a version of an artifact.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: the artifact has this version.
    /// <see cref="ErrorCode.NotFound"/>: there is no such artifact or workspace.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<ArtifactVersion> CreateAsync(NewArtifactVersion version, CancellationToken cancellationToken);

    /// <summary>Returns the version with an id, with its visualizations and metadata.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<ArtifactVersion> GetAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the versions that match.</summary>
    /// <param name="query">Which versions; see <see cref="TrackingFields.ArtifactVersions"/>.</param>
    /// <param name="onlyUnused">Whether to leave out versions that a step loaded or produced.</param>
    /// <param name="withDetails">Whether to load visualizations and metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<ArtifactVersion>> ListAsync(ListQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken);
}
