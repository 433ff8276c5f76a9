using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Stores versions of artifacts.</summary>
public interface IArtifactVersionRepository
{
    /// <summary>Returns the version with an id, with its visualizations and metadata, or null.</summary>
    Task<ArtifactVersion?> FindByIdAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken);

    /// <summary>Returns whether the artifact has this version.</summary>
    Task<bool> ExistsAsync(Id<Artifact> artifact, string version, CancellationToken cancellationToken);

    /// <summary>Returns the highest number that is a version of the artifact; 0 if there is none.</summary>
    Task<long> GetHighestNumberAsync(Id<Artifact> artifact, CancellationToken cancellationToken);

    /// <summary>Returns the workspace of a version; null if there is no such version.</summary>
    Task<Id<Workspace>?> FindWorkspaceAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken);

    /// <summary>Returns those of the versions that exist.</summary>
    Task<IReadOnlySet<Id<ArtifactVersion>>> FindExistingAsync(
        IReadOnlyCollection<Id<ArtifactVersion>> ids, CancellationToken cancellationToken);

    /// <summary>Deletes versions with their tags, metadata and links. Steps no longer show them.</summary>
    /// <param name="ids">The versions, at most 500.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task DeleteAsync(IReadOnlyCollection<Id<ArtifactVersion>> ids, CancellationToken cancellationToken);

    /// <summary>Returns versions that no step loaded or produced, in the order in which they were created, without details.</summary>
    /// <param name="after">The last one of the versions before; null for the first ones.</param>
    /// <param name="limit">How many to return at most.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<IReadOnlyList<ArtifactVersion>> ListUnusedAsync(ArtifactVersion? after, int limit, CancellationToken cancellationToken);

    /// <summary>Writes the time of the last change.</summary>
    Task UpdateAsync(ArtifactVersion version, CancellationToken cancellationToken);

    /// <summary>Returns one page of the versions that match.</summary>
    /// <param name="query">What to return.</param>
    /// <param name="onlyUnused">Whether to leave out versions that a step loaded or produced.</param>
    /// <param name="withDetails">Whether to load visualizations and metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<ArtifactVersion>> ListAsync(ResourceQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a version with its visualizations, without tags.</summary>
    Task AddAsync(ArtifactVersion version, CancellationToken cancellationToken);

    /// <summary>Makes a completed step the producer of those of its outputs that have no producer.</summary>
    Task SetProducerAsync(StepRun step, CancellationToken cancellationToken);
}
