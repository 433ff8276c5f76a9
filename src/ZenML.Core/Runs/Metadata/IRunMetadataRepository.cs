using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Metadata;

/// <summary>Stores metadata of runs, steps, artifact versions and model versions.</summary>
public interface IRunMetadataRepository
{
    /// <summary>Adds metadata. Older entries with the same key are kept, but their resource shows only the newest.</summary>
    Task AddAsync(RunMetadata metadata, CancellationToken cancellationToken);

    /// <summary>Returns the entry with an id, or null.</summary>
    Task<RunMetadata?> FindByIdAsync(Id<RunMetadata> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the entries that match, also of those that are no longer the newest of their key.</summary>
    Task<Page<RunMetadata>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);
}
