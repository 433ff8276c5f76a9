using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Where artifacts are kept.</summary>
public interface IArtifactRepository
{
    /// <summary>The artifact of that id.</summary>
    Task<Artifact?> FindByIdAsync(Id<Artifact> id, CancellationToken cancellationToken);

    /// <summary>The artifact of exactly that name.</summary>
    Task<Artifact?> FindByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>One page of the artifacts that fit.</summary>
    Task<Page<Artifact>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds an artifact, without tags.</summary>
    Task AddAsync(Artifact artifact, CancellationToken cancellationToken);

    /// <summary>Writes name and time of an artifact.</summary>
    Task UpdateAsync(Artifact artifact, CancellationToken cancellationToken);

    /// <summary>Deletes an artifact with its versions.</summary>
    Task DeleteAsync(Id<Artifact> id, CancellationToken cancellationToken);

    /// <summary>Gives an artifact or a version tags, which are made if they are not there.</summary>
    Task AddTagsAsync(Guid resource, IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes tags away from an artifact or a version.</summary>
    Task RemoveTagsAsync(Guid resource, IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
