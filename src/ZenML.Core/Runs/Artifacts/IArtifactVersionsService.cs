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

    /// <summary>Changes the tags of a version; nothing else of it can change. Tags are added first.</summary>
    /// <param name="id">The version.</param>
    /// <param name="add">Tags to add. Those that do not exist are created.</param>
    /// <param name="remove">Tags to remove. Unknown names are ignored.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>. <see cref="ErrorCode.InvalidArgument"/>: the name of a tag is invalid.
    /// </exception>
    Task<ArtifactVersion> UpdateTagsAsync(
        Id<ArtifactVersion> id, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellationToken);

    /// <summary>Deletes a version, also one that steps loaded or produced. They no longer show it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes all versions that no step loaded or produced, some at a time: those that are deleted stay deleted if it is cancelled.
    /// Versions in the folder of a step that has not ended are kept, since it has not reported its outputs yet.
    /// </summary>
    /// <param name="keepArtifacts">Whether to keep artifacts that have no versions.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task DeleteUnusedAsync(bool keepArtifacts, CancellationToken cancellationToken);
}
