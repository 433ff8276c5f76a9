using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>Where components are kept. Plain text in sensitive attributes is kept encrypted and is not decrypted unless asked for.</summary>
public interface IComponentRepository
{
    /// <summary>Where <see cref="Lookup"/> finds the components of one type in a workspace.</summary>
    ILookupSource<Component> Of(Id<Workspace> workspace, ComponentType type);

    /// <summary>The component of that id.</summary>
    Task<Component?> FindByIdAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>The same component with the values of its sensitive attributes decrypted.</summary>
    Task<Component> RevealAsync(Component component, CancellationToken cancellationToken);

    /// <summary>One page of the components that fit.</summary>
    Task<Page<Component>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a component. A <see cref="Configurations.ConfigurationSensitive"/> attribute must carry its value.</summary>
    Task AddAsync(Component component, CancellationToken cancellationToken);

    /// <summary>Writes a component. A <see cref="Configurations.ConfigurationSensitive"/> attribute without a value keeps the stored one.</summary>
    Task UpdateAsync(Component component, CancellationToken cancellationToken);

    /// <summary>Deletes a component.</summary>
    Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>In how many stacks a component is.</summary>
    Task<int> CountStacksAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>How many components use a flavor of that type and name.</summary>
    Task<int> CountByFlavorAsync(ComponentType type, string flavor, CancellationToken cancellationToken);
}
