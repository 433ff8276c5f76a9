using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;

namespace ZenML.Core.Runs.Models;

/// <summary>Stores links of artifact versions and runs to versions of models.</summary>
public interface IModelLinkRepository
{
    /// <summary>Returns the link of an artifact version, or null.</summary>
    Task<ModelArtifactLink?> FindAsync(Id<ModelVersion> version, Id<ArtifactVersion> artifact, CancellationToken cancellationToken);

    /// <summary>Returns the link of a run, or null.</summary>
    Task<ModelRunLink?> FindAsync(Id<ModelVersion> version, Id<PipelineRun> run, CancellationToken cancellationToken);

    /// <summary>Returns the link of an artifact version with an id, or else the first one of an artifact with this name, or null.</summary>
    Task<ModelArtifactLink?> FindArtifactLinkAsync(Id<ModelVersion> version, string nameOrId, CancellationToken cancellationToken);

    /// <summary>Returns the link of a run with an id, or else the one of the first run with this name, or null.</summary>
    Task<ModelRunLink?> FindRunLinkAsync(Id<ModelVersion> version, string nameOrId, CancellationToken cancellationToken);

    /// <summary>Returns how many links of artifact versions a version has.</summary>
    Task<long> CountArtifactLinksAsync(Id<ModelVersion> version, CancellationToken cancellationToken);

    /// <summary>Returns how many links of runs a version has.</summary>
    Task<long> CountRunLinksAsync(Id<ModelVersion> version, CancellationToken cancellationToken);

    /// <summary>Returns the first links of artifact versions, in the order in which they were made.</summary>
    Task<IReadOnlyList<ModelArtifactLink>> ListArtifactLinksAsync(
        Id<ModelVersion> version, int limit, CancellationToken cancellationToken);

    /// <summary>Returns one page of the links of artifact versions that match.</summary>
    Task<Page<ModelArtifactLink>> ListArtifactLinksAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Returns one page of the links of runs that match.</summary>
    Task<Page<ModelRunLink>> ListRunLinksAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a link.</summary>
    Task AddAsync(ModelArtifactLink link, CancellationToken cancellationToken);

    /// <summary>Adds a link.</summary>
    Task AddAsync(ModelRunLink link, CancellationToken cancellationToken);

    /// <summary>Deletes links, at most 500.</summary>
    Task DeleteAsync(IReadOnlyCollection<Id<ModelArtifactLink>> links, CancellationToken cancellationToken);

    /// <summary>Deletes a link.</summary>
    Task DeleteAsync(Id<ModelRunLink> link, CancellationToken cancellationToken);
}
