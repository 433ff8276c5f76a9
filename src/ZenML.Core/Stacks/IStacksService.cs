using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>Operations on stacks.</summary>
public interface IStacksService
{
    /// <summary>Registers a stack.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>; <see cref="ErrorCode.InvalidArgument"/> without an orchestrator or
    /// artifact store, or with two components of one type; <see cref="ErrorCode.NotFound"/> (component).
    /// </exception>
    Task<Stack> RegisterAsync(NewStack stack, CancellationToken cancellationToken);

    /// <summary>Registers a stack and its missing components, in one transaction.</summary>
    /// <exception cref="ZenException">
    /// As in <see cref="RegisterAsync"/> and <see cref="IComponentsService.RegisterAsync"/>;
    /// <see cref="ErrorCode.AlreadyExists"/> also if a different component has the same name.
    /// </exception>
    Task<ImportedStack> ImportAsync(StackImport import, CancellationToken cancellationToken);

    /// <summary>Finds a stack by name, id or prefix, as <see cref="Lookup"/> describes.</summary>
    Task<Stack> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Returns the stack with an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Stack> GetAsync(Id<Stack> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching stacks.</summary>
    Task<Page<Stack>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a stack.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/> for the default stack, and as in <see cref="RegisterAsync"/>.
    /// </exception>
    Task<Stack> UpdateAsync(Id<Stack> id, StackUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes a stack.</summary>
    /// <param name="id">The stack.</param>
    /// <param name="withComponents">
    /// Whether to delete also the components that no other stack uses, except the default ones.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation before it is committed.</param>
    /// <returns>The deleted components.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> for the default stack.</exception>
    Task<IReadOnlyList<Component>> DeleteAsync(Id<Stack> id, bool withComponents, CancellationToken cancellationToken);
}
