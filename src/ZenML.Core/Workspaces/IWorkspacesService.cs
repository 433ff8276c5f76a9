using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Workspaces;

/// <summary>What a caller can do with workspaces.</summary>
public interface IWorkspacesService
{
    /// <summary>Creates a workspace with the default components and the default stack in it.</summary>
    /// <exception cref="Errors.ZenException">The name is invalid or taken.</exception>
    Task<Workspace> CreateAsync(string name, string description, CancellationToken cancellationToken);

    /// <summary>The workspace that <paramref name="text"/> names; see <see cref="Lookup"/> for the rules.</summary>
    Task<Workspace> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>One page of the workspaces that fit.</summary>
    Task<Page<Workspace>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a workspace.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> for a new name of the default workspace, <see cref="ErrorCode.AlreadyExists"/>.</exception>
    Task<Workspace> UpdateAsync(Id<Workspace> id, WorkspaceUpdate update, CancellationToken cancellationToken);

    /// <summary>How much there is in a workspace.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken);

    /// <summary>Deletes a workspace and everything in it. For administrators.</summary>
    /// <param name="id">The workspace.</param>
    /// <param name="force">Whether user-scoped secrets of other accounts are deleted with it; otherwise they are a reason to
    /// refuse.</param>
    /// <param name="cancellationToken">Ends the operation before it is committed.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.NotAllowed"/> for the default workspace, to those who are no
    /// administrators, and without <paramref name="force"/> while it holds user-scoped secrets of others.
    /// </exception>
    Task DeleteAsync(Id<Workspace> id, bool force, CancellationToken cancellationToken);
}
