namespace ZenML.Core.Runs.Tracking;

/// <summary>Where notes about runs, steps and artifact versions are kept.</summary>
public interface IRunMetadataRepository
{
    /// <summary>Adds a note. Older ones of the same key stay, but only the newest is shown.</summary>
    Task AddAsync(RunMetadata metadata, CancellationToken cancellationToken);
}
