using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Artifacts. Their names are unique in the store.</summary>
public interface IArtifactsService
{
    /// <summary>Records an artifact.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>: an artifact has this name.</exception>
    Task<Artifact> CreateAsync(NewArtifact artifact, CancellationToken cancellationToken);

    /// <summary>Returns the artifact with an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Artifact> GetAsync(Id<Artifact> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the artifacts that match; see <see cref="TrackingFields.Artifacts"/>.</summary>
    Task<Page<Artifact>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes an artifact.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>. <see cref="ErrorCode.AlreadyExists"/>: another artifact has the new name.
    /// </exception>
    Task<Artifact> UpdateAsync(Id<Artifact> id, ArtifactUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes an artifact with its versions.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<Artifact> id, CancellationToken cancellationToken);
}
