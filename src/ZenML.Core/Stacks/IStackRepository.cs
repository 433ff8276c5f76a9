using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>Stores stacks.</summary>
public interface IStackRepository
{
    /// <summary>The stacks of a workspace, for <see cref="Lookup"/>.</summary>
    ILookupSource<Stack> In(Id<Workspace> workspace);

    /// <summary>Returns the stack with an id.</summary>
    Task<Stack?> FindByIdAsync(Id<Stack> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching stacks, with their components, in a fixed number of queries.</summary>
    Task<Page<Stack>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a stack.</summary>
    Task AddAsync(Stack stack, CancellationToken cancellationToken);

    /// <summary>Updates the name, components and time of a stack.</summary>
    Task UpdateAsync(Stack stack, CancellationToken cancellationToken);

    /// <summary>Deletes a stack and keeps its components.</summary>
    Task DeleteAsync(Id<Stack> id, CancellationToken cancellationToken);
}
