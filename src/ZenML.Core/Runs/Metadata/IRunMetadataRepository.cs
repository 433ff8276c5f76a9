namespace ZenML.Core.Runs.Metadata;

/// <summary>Stores metadata of runs, steps and artifact versions.</summary>
public interface IRunMetadataRepository
{
    /// <summary>Adds metadata. Older entries with the same key are kept, but only the newest is returned.</summary>
    Task AddAsync(RunMetadata metadata, CancellationToken cancellationToken);
}
