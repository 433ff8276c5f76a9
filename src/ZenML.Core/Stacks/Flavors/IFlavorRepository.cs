using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>Stores flavors.</summary>
public interface IFlavorRepository
{
    /// <summary>
    /// The flavors of one type, built-in and of a workspace, for <see cref="Lookup"/>. A custom flavor hides a
    /// built-in one of the same name.
    /// </summary>
    ILookupSource<Flavor> Of(Id<Workspace> workspace, ComponentType type);

    /// <summary>Returns the flavor with an id.</summary>
    Task<Flavor?> FindByIdAsync(Id<Flavor> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching flavors. A query for a workspace includes the built-in flavors.</summary>
    Task<Page<Flavor>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a flavor.</summary>
    Task AddAsync(Flavor flavor, CancellationToken cancellationToken);

    /// <summary>Updates a flavor.</summary>
    Task UpdateAsync(Flavor flavor, CancellationToken cancellationToken);

    /// <summary>Deletes a flavor.</summary>
    Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken);
}
