using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>What one caller can do with stacks.</summary>
public interface IStacksService
{
    /// <summary>Registers a stack.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>; <see cref="ErrorCode.InvalidArgument"/> without an orchestrator or artifact store, or with two components of
    /// one type; <see cref="ErrorCode.NotFound"/> (component).
    /// </exception>
    Task<Stack> RegisterAsync(NewStack stack, CancellationToken cancellationToken);

    /// <summary>Registers a stack and those of its components that are not there yet: all of it, or nothing.</summary>
    /// <exception cref="ZenException">
    /// As in <see cref="RegisterAsync"/> and <see cref="IComponentsService.RegisterAsync"/>; <see cref="ErrorCode.AlreadyExists"/> also for a component of the same name that differs.
    /// </exception>
    Task<ImportedStack> ImportAsync(StackImport import, CancellationToken cancellationToken);

    /// <summary>The stack that <paramref name="text"/> names; see <see cref="Lookup"/> for the rules.</summary>
    Task<Stack> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>A stack by its id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Stack> GetAsync(Id<Stack> id, CancellationToken cancellationToken);

    /// <summary>One page of the stacks that fit.</summary>
    Task<Page<Stack>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a stack.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> for the default stack, and as in <see cref="RegisterAsync"/>.</exception>
    Task<Stack> UpdateAsync(Id<Stack> id, StackUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes a stack.</summary>
    /// <param name="id">The stack.</param>
    /// <param name="withComponents">Whether components that no other stack uses are deleted with it, the default ones excepted.</param>
    /// <param name="cancellationToken">Ends the operation before it is committed.</param>
    /// <returns>The components that were deleted.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> for the default stack.</exception>
    Task<IReadOnlyList<Component>> DeleteAsync(Id<Stack> id, bool withComponents, CancellationToken cancellationToken);
}
