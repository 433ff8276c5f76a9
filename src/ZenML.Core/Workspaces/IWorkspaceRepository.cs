using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Workspaces;

/// <summary>Stores workspaces.</summary>
public interface IWorkspaceRepository : ILookupSource<Workspace>
{
    /// <summary>Returns the existing workspaces with these ids, in no particular order.</summary>
    Task<IReadOnlyList<Workspace>> FindByIdsAsync(IReadOnlyCollection<Id<Workspace>> ids, CancellationToken cancellationToken);

    /// <summary>Counts the resources in a workspace.</summary>
    Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken);

    /// <summary>Updates a workspace.</summary>
    Task UpdateAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>Adds a workspace, without its default stack.</summary>
    Task AddAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>Deletes a workspace and everything in it: secrets with their values, components, stacks, runs.</summary>
    Task DeleteAsync(Id<Workspace> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching workspaces.</summary>
    Task<Page<Workspace>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);
}
