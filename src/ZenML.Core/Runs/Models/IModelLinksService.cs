using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Models;

/// <summary>Links of artifact versions and runs to versions of models. Making a link that exists returns it unchanged.</summary>
public interface IModelLinksService
{
    /// <summary>Links an artifact version.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such workspace, model version or artifact version.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<MadeLink<ModelArtifactLink>> LinkAsync(NewModelArtifactLink link, CancellationToken cancellationToken);

    /// <summary>Links a run.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such workspace, model version or run.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<MadeLink<ModelRunLink>> LinkAsync(NewModelRunLink link, CancellationToken cancellationToken);

    /// <summary>Returns one page of the links that match; see <see cref="ModelFields.ArtifactLinks"/>.</summary>
    Task<Page<ModelArtifactLink>> ListArtifactLinksAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Returns one page of the links that match; see <see cref="ModelFields.RunLinks"/>.</summary>
    Task<Page<ModelRunLink>> ListRunLinksAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Deletes one link of an artifact version: the one with this id, or else the first of an artifact with this name.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: there is no such model version or link.</exception>
    Task UnlinkArtifactAsync(Id<ModelVersion> version, string nameOrId, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes all links of artifact versions, some at a time: those that are deleted stay deleted if it is cancelled.
    /// </summary>
    /// <param name="version">The version of the model.</param>
    /// <param name="onlyLinks">Whether to keep the artifact versions.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: there is no such model version.</exception>
    Task UnlinkArtifactsAsync(Id<ModelVersion> version, bool onlyLinks, CancellationToken cancellationToken);

    /// <summary>Deletes one link of a run: the one with this id, or else the one of the first run with this name.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: there is no such model version or link.</exception>
    Task UnlinkRunAsync(Id<ModelVersion> version, string nameOrId, CancellationToken cancellationToken);
}
