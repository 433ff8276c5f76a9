using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>Where stacks are kept.</summary>
public interface IStackRepository
{
    /// <summary>Where <see cref="Lookup"/> finds the stacks of a workspace.</summary>
    ILookupSource<Stack> In(Id<Workspace> workspace);

    /// <summary>The stack of that id.</summary>
    Task<Stack?> FindByIdAsync(Id<Stack> id, CancellationToken cancellationToken);

    /// <summary>One page of the stacks that fit, with their components, in a fixed number of queries.</summary>
    Task<Page<Stack>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a stack.</summary>
    Task AddAsync(Stack stack, CancellationToken cancellationToken);

    /// <summary>Writes name, components and time of a stack.</summary>
    Task UpdateAsync(Stack stack, CancellationToken cancellationToken);

    /// <summary>Deletes a stack; its components stay.</summary>
    Task DeleteAsync(Id<Stack> id, CancellationToken cancellationToken);
}
