using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>Stores components. Sensitive plain text is encrypted, and decrypted only on request.</summary>
public interface IComponentRepository
{
    /// <summary>The components of one type in a workspace, for <see cref="Lookup"/>.</summary>
    ILookupSource<Component> Of(Id<Workspace> workspace, ComponentType type);

    /// <summary>Returns the component with an id.</summary>
    Task<Component?> FindByIdAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>Returns the component with its sensitive values decrypted.</summary>
    Task<Component> RevealAsync(Component component, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching components.</summary>
    Task<Page<Component>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a component. A <see cref="Configurations.ConfigurationSensitive"/> attribute must have its value.
    /// </summary>
    Task AddAsync(Component component, CancellationToken cancellationToken);

    /// <summary>
    /// Updates a component. A <see cref="Configurations.ConfigurationSensitive"/> attribute without a value keeps the
    /// stored value.
    /// </summary>
    Task UpdateAsync(Component component, CancellationToken cancellationToken);

    /// <summary>Deletes a component.</summary>
    Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>Returns the number of stacks that contain a component.</summary>
    Task<int> CountStacksAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>Returns the number of components that use a flavor.</summary>
    Task<int> CountByFlavorAsync(ComponentType type, string flavor, CancellationToken cancellationToken);
}
