using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Metadata;

/// <summary>Metadata of runs, steps, artifact versions and model versions.</summary>
public interface IRunMetadataService
{
    /// <summary>Records metadata and returns it in the same order.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such run, step, artifact version, component or workspace.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<IReadOnlyList<RunMetadata>> CreateAsync(NewRunMetadata metadata, CancellationToken cancellationToken);

    /// <summary>Returns the entry with an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<RunMetadata> GetAsync(Id<RunMetadata> id, CancellationToken cancellationToken);

    /// <summary>
    /// Returns one page of the entries that match, also of those that are no longer the newest of their key; see
    /// <see cref="TrackingFields.Metadata"/>.
    /// </summary>
    Task<Page<RunMetadata>> ListAsync(ListQuery query, CancellationToken cancellationToken);
}
