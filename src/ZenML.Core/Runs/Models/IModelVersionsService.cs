using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Models;

/// <summary>Versions of models.</summary>
public interface IModelVersionsService
{
    /// <summary>Records a version. Its number is the highest one of the model plus 1, also if several are created at once.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: a version of the model has this name.
    /// <see cref="ErrorCode.InvalidArgument"/>: the name or that of a tag is invalid.
    /// <see cref="ErrorCode.NotFound"/>: there is no such workspace or model. <see cref="ErrorCode.NotAllowed"/>: the owner is not the
    /// caller.
    /// </exception>
    Task<ModelVersion> CreateAsync(NewModelVersion version, CancellationToken cancellationToken);

    /// <summary>Returns a version with its metadata.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<ModelVersion> GetAsync(Id<ModelVersion> id, CancellationToken cancellationToken);

    /// <summary>Returns the version that a configuration names.</summary>
    /// <param name="configured">What the configuration says.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The version; null if it does not exist, or no longer.</returns>
    Task<ModelVersion?> FindAsync(ConfiguredModel configured, CancellationToken cancellationToken);

    /// <summary>Returns one page of the versions that match; see <see cref="ModelFields.Versions"/>.</summary>
    /// <param name="model">The name or id of the model; null for all models.</param>
    /// <param name="query">What to return.</param>
    /// <param name="withMetadata">Whether to load metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: there is no such model.</exception>
    Task<Page<ModelVersion>> ListAsync(string? model, ListQuery query, bool withMetadata, CancellationToken cancellationToken);

    /// <summary>Changes a version. The time of the last change moves even if nothing else does.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such version of the model.
    /// <see cref="ErrorCode.StageTaken"/>: another version has the stage, and the change is not forced.
    /// <see cref="ErrorCode.AlreadyExists"/>: another version has the new name.
    /// <see cref="ErrorCode.InvalidArgument"/>: the name, the stage or the name of a tag is invalid.
    /// </exception>
    Task<ModelVersion> UpdateAsync(Id<ModelVersion> id, ModelVersionUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes a version with its links and metadata. Linked artifact versions and runs are kept.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<ModelVersion> id, CancellationToken cancellationToken);
}
