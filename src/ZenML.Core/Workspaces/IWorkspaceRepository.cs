using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Workspaces;

/// <summary>Where workspaces are kept.</summary>
public interface IWorkspaceRepository : ILookupSource<Workspace>
{
    /// <summary>The workspaces of those ids that exist, in no order.</summary>
    Task<IReadOnlyList<Workspace>> FindByIdsAsync(IReadOnlyCollection<Id<Workspace>> ids, CancellationToken cancellationToken);

    /// <summary>How much there is in a workspace.</summary>
    Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken);

    /// <summary>Writes a changed workspace.</summary>
    Task UpdateAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>Adds a workspace, without its default stack.</summary>
    Task AddAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>Deletes a workspace and all that it holds: secrets with their values, components, stacks, runs.</summary>
    Task DeleteAsync(Id<Workspace> id, CancellationToken cancellationToken);

    /// <summary>One page of the workspaces that fit.</summary>
    Task<Page<Workspace>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);
}
