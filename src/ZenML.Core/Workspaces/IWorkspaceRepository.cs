using ZenML.Core.Lookups;
using ZenML.Core.Querying;

namespace ZenML.Core.Workspaces;

/// <summary>Where workspaces are kept.</summary>
public interface IWorkspaceRepository : ILookupSource<Workspace>
{
    /// <summary>Adds a workspace, without its default stack.</summary>
    Task AddAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>Deletes a workspace and all that it holds: secrets with their values, components, stacks, runs.</summary>
    Task DeleteAsync(Id<Workspace> id, CancellationToken cancellationToken);

    /// <summary>One page of the workspaces that fit.</summary>
    Task<Page<Workspace>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);
}
