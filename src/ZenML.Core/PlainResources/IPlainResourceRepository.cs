using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.PlainResources;

/// <summary>Stores plain resources of all kinds.</summary>
public interface IPlainResourceRepository
{
    /// <summary>Returns the resource with an id, or null.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="id">The resource.</param>
    /// <param name="withDetails">Whether to load everything that a hydrated response has.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<PlainResource?> FindByIdAsync(
        PlainResourceKind kind, Id<PlainResource> id, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Returns whether the workspace has a resource with this name.</summary>
    Task<bool> ExistsAsync(PlainResourceKind kind, Id<Workspace> workspace, string name, CancellationToken cancellationToken);

    /// <summary>Returns one page of the resources that match.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="query">What to return.</param>
    /// <param name="withDetails">Whether to load everything that a hydrated response has.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<PlainResource>> ListAsync(
        PlainResourceKind kind, ResourceQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a resource, and encrypts the values of sealed fields.</summary>
    Task AddAsync(PlainResource resource, CancellationToken cancellationToken);

    /// <summary>Writes the name, the time of the change and the fields that can change.</summary>
    Task UpdateAsync(PlainResource resource, CancellationToken cancellationToken);

    /// <summary>Deletes a resource. References to it become null.</summary>
    Task DeleteAsync(PlainResource resource, CancellationToken cancellationToken);
}
