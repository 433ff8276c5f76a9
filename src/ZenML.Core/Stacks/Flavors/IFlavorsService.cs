using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>What one caller can do with flavors.</summary>
public interface IFlavorsService
{
    /// <summary>Registers a custom flavor. It may repeat the name of a stock flavor and then comes before it in its workspace.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<Flavor> RegisterAsync(Id<Workspace> workspace, FlavorDefinition definition, CancellationToken cancellationToken);

    /// <summary>The flavor of that type that <paramref name="text"/> names; see <see cref="Lookup"/> for the rules.</summary>
    Task<Flavor> FindAsync(Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>A flavor by its id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Flavor> GetAsync(Id<Flavor> id, CancellationToken cancellationToken);

    /// <summary>Changes a custom flavor.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> for stock flavors, <see cref="ErrorCode.AlreadyExists"/>.</exception>
    Task<Flavor> UpdateAsync(Id<Flavor> id, FlavorUpdate update, CancellationToken cancellationToken);

    /// <summary>One page of the flavors that fit.</summary>
    Task<Page<Flavor>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Deletes a custom flavor.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> for stock flavors and for one that a component uses.</exception>
    Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken);
}
