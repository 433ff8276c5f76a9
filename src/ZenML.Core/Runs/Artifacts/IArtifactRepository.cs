using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>Stores artifacts.</summary>
public interface IArtifactRepository
{
    /// <summary>Returns the artifact with an id, or null.</summary>
    Task<Artifact?> FindByIdAsync(Id<Artifact> id, CancellationToken cancellationToken);

    /// <summary>Returns the artifact with exactly this name, or null.</summary>
    Task<Artifact?> FindByNameAsync(string name, CancellationToken cancellationToken);

    /// <summary>Returns one page of the artifacts that match.</summary>
    Task<Page<Artifact>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds an artifact, without tags.</summary>
    Task AddAsync(Artifact artifact, CancellationToken cancellationToken);

    /// <summary>Writes the name and the time of the last change.</summary>
    Task UpdateAsync(Artifact artifact, CancellationToken cancellationToken);

    /// <summary>Deletes an artifact with its versions.</summary>
    Task DeleteAsync(Id<Artifact> id, CancellationToken cancellationToken);

    /// <summary>Returns some of the artifacts that have no versions.</summary>
    Task<IReadOnlyList<Artifact>> ListWithoutVersionsAsync(int limit, CancellationToken cancellationToken);
}
