using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>Operations on flavors.</summary>
public interface IFlavorsService
{
    /// <summary>Registers a custom flavor. It hides a built-in flavor of the same name in its workspace.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.InvalidArgument"/>.
    /// </exception>
    Task<Flavor> RegisterAsync(Id<Workspace> workspace, FlavorDefinition definition, CancellationToken cancellationToken);

    /// <summary>Finds a flavor by name, id or prefix, as <see cref="Lookup"/> describes.</summary>
    Task<Flavor> FindAsync(
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Returns the flavor with an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Flavor> GetAsync(Id<Flavor> id, CancellationToken cancellationToken);

    /// <summary>Changes a custom flavor.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/> for built-in flavors, <see cref="ErrorCode.AlreadyExists"/>.
    /// </exception>
    Task<Flavor> UpdateAsync(Id<Flavor> id, FlavorUpdate update, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching flavors.</summary>
    Task<Page<Flavor>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Deletes a custom flavor.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/> for built-in flavors, and while a component uses the flavor.
    /// </exception>
    Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken);
}
