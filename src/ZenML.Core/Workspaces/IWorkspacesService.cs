using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Workspaces;

/// <summary>Operations on workspaces.</summary>
public interface IWorkspacesService
{
    /// <summary>Creates a workspace with the default components and the default stack.</summary>
    /// <exception cref="Errors.ZenException">The name is invalid or taken.</exception>
    Task<Workspace> CreateAsync(string name, string description, CancellationToken cancellationToken);

    /// <summary>Finds a workspace by name, id or prefix, as <see cref="Lookup"/> describes.</summary>
    Task<Workspace> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching workspaces.</summary>
    Task<Page<Workspace>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a workspace.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/> for a new name of the default workspace, <see cref="ErrorCode.AlreadyExists"/>.
    /// </exception>
    Task<Workspace> UpdateAsync(Id<Workspace> id, WorkspaceUpdate update, CancellationToken cancellationToken);

    /// <summary>Counts the resources in a workspace.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken);

    /// <summary>Deletes a workspace and everything in it. Requires an owner of it or an administrator.</summary>
    /// <param name="id">The workspace.</param>
    /// <param name="force">Whether to delete user-scoped secrets of other accounts too.</param>
    /// <param name="cancellationToken">Cancels the operation before it is committed.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.NotAllowed"/> for the default workspace, unless the
    /// caller is an owner of the workspace or an administrator, and without <paramref name="force"/> while it holds
    /// user-scoped secrets of others.
    /// </exception>
    Task DeleteAsync(Id<Workspace> id, bool force, CancellationToken cancellationToken);
}
