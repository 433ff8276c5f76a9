using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>Operations on stack components.</summary>
public interface IComponentsService
{
    /// <summary>Validates a component against its flavor and registers it.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/> with one line per invalid attribute, <see cref="ErrorCode.NotFound"/>
    /// (flavor), <see cref="ErrorCode.AlreadyExists"/>.
    /// </exception>
    Task<Component> RegisterAsync(NewComponent component, CancellationToken cancellationToken);

    /// <summary>Finds a component by name, id or prefix, as <see cref="Lookup"/> describes.</summary>
    Task<Component> FindAsync(
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>
    /// Returns a component with its sensitive values decrypted. For use, not for display. Callers with the role viewer get it
    /// without them, as from <see cref="GetAsync"/>.
    /// </summary>
    Task<Component> RevealAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>Returns the component with an id, without its sensitive values.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Component> GetAsync(Id<Component> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching components, with the sensitive values as from <see cref="RevealAsync"/>.</summary>
    Task<Page<Component>> ListRevealedAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching components.</summary>
    Task<Page<Component>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a component and validates the result against its flavor.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/> for the default components, and as in <see cref="RegisterAsync"/>.
    /// </exception>
    Task<Component> UpdateAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a component like <see cref="UpdateAsync"/> and returns it with its sensitive values, read in the same
    /// transaction. For use, not for display.
    /// </summary>
    /// <exception cref="ZenException">As in <see cref="UpdateAsync"/>.</exception>
    Task<Component> UpdateRevealedAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken);

    /// <summary>Registers a copy under another name, including sensitive values.</summary>
    Task<Component> CopyAsync(Id<Component> id, string name, CancellationToken cancellationToken);

    /// <summary>Deletes a component.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/> for the default components, and while a stack contains the component.
    /// </exception>
    Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken);
}
