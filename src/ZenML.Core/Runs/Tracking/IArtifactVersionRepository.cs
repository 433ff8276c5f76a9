using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Where versions of artifacts are kept.</summary>
public interface IArtifactVersionRepository
{
    /// <summary>The version of that id, with its pictures and metadata.</summary>
    Task<ArtifactVersion?> FindByIdAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken);

    /// <summary>Whether the artifact has that version.</summary>
    Task<bool> ExistsAsync(Id<Artifact> artifact, string version, CancellationToken cancellationToken);

    /// <summary>Which of these versions there are.</summary>
    Task<IReadOnlySet<Id<ArtifactVersion>>> FindExistingAsync(IReadOnlyCollection<Id<ArtifactVersion>> ids, CancellationToken cancellationToken);

    /// <summary>One page of the versions that fit.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="onlyUnused">Whether to leave out, on top of the filters, what any step took or made.</param>
    /// <param name="withDetails">Whether to load pictures and metadata.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<Page<ArtifactVersion>> ListAsync(ResourceQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a version with its pictures, without tags.</summary>
    Task AddAsync(ArtifactVersion version, CancellationToken cancellationToken);

    /// <summary>Notes a completed step as the producer of its outputs, where they have none.</summary>
    Task SetProducerAsync(TrackedStep step, CancellationToken cancellationToken);
}
