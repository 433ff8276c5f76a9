using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>Where flavors are kept.</summary>
public interface IFlavorRepository
{
    /// <summary>Where <see cref="Lookup"/> finds the flavors of one type: stock flavors and those of a workspace. Of one name the workspace's own comes alone.</summary>
    ILookupSource<Flavor> Of(Id<Workspace> workspace, ComponentType type);

    /// <summary>The flavor of that id.</summary>
    Task<Flavor?> FindByIdAsync(Id<Flavor> id, CancellationToken cancellationToken);

    /// <summary>One page of the flavors that fit. A query confined to a workspace also gives the stock flavors.</summary>
    Task<Page<Flavor>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a flavor.</summary>
    Task AddAsync(Flavor flavor, CancellationToken cancellationToken);

    /// <summary>Writes a changed flavor.</summary>
    Task UpdateAsync(Flavor flavor, CancellationToken cancellationToken);

    /// <summary>Deletes a flavor.</summary>
    Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken);
}
