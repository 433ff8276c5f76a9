using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>What one caller can do with stack components.</summary>
public interface IComponentsService
{
    /// <summary>Registers a component after checking it against its flavor.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> naming every attribute that is wrong, <see cref="ErrorCode.NotFound"/> (flavor),
    /// <see cref="ErrorCode.AlreadyExists"/>.
    /// </exception>
    Task<Component> RegisterAsync(NewComponent component, CancellationToken cancellationToken);

    /// <summary>The component of that type that <paramref name="text"/> names; see <see cref="Lookup"/> for the rules.</summary>
    Task<Component> FindAsync(Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>The component with the plain text of its sensitive attributes decrypted. For use, not for display.</summary>
    Task<Component> RevealAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>A component by its id, its sensitive values not loaded.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Component> GetAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>One page of the components that fit, with their sensitive values.</summary>
    Task<Page<Component>> ListRevealedAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>One page of the components that fit.</summary>
    Task<Page<Component>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a component and checks the result against its flavor.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> for the default components, and as in <see cref="RegisterAsync"/>.</exception>
    Task<Component> UpdateAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// The same change; the result has the plain text of its sensitive attributes, read in the transaction of the
    /// change. For use, not for display.
    /// </summary>
    /// <exception cref="ZenException">As in <see cref="UpdateAsync"/>. Nothing was changed then.</exception>
    Task<Component> UpdateRevealedAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken);

    /// <summary>Registers a copy under another name, sensitive attributes included.</summary>
    Task<Component> CopyAsync(Id<Component> id, string name, CancellationToken cancellationToken);

    /// <summary>Deletes a component.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> for the default components and for one that is in a stack.</exception>
    Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken);
}
