using ZenML.Core.Lookups;
using ZenML.Core.Querying;

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

    /// <summary>Deletes a workspace and everything in it. The default workspace is refused.</summary>
    Task DeleteAsync(Id<Workspace> id, CancellationToken cancellationToken);
}
