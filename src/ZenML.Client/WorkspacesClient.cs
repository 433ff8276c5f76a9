using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Client;

/// <summary>Workspaces, and which of them is active on this machine.</summary>
public sealed class WorkspacesClient
{
    private readonly ClientSession session;

    internal WorkspacesClient(ClientSession session) => this.session = session;

    /// <summary>Creates a workspace with the default components and the default stack in it. It does not become active.</summary>
    /// <exception cref="ZenException">The name is invalid or taken.</exception>
    public async Task<Workspace> CreateAsync(string name, string description = "", CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Workspaces.CreateAsync(name, description, cancellationToken);

    /// <summary>A workspace, by name or id.</summary>
    /// <exception cref="ZenException">There is none, or more than one fits.</exception>
    public async Task<Workspace> GetAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return await (await session.OpenAsync(cancellationToken)).Workspaces.FindAsync(nameOrId, mode, cancellationToken);
    }

    /// <summary>The active workspace; the default one if none was chosen. A client keeps the one that it began with.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it no longer exists. Until another is chosen, nothing in a workspace can be read or
    /// changed. The local settings cannot be read.
    /// </exception>
    public async Task<Workspace> GetActiveAsync(CancellationToken cancellationToken = default) => await session.GetWorkspaceAsync(cancellationToken);

    /// <summary>The active workspace, as <see cref="GetActiveAsync"/>; null, with a warning, if it no longer exists.</summary>
    /// <exception cref="ZenException">The local settings cannot be read.</exception>
    public async Task<Workspace?> FindActiveAsync(CancellationToken cancellationToken = default) =>
        await session.FindWorkspaceAsync(cancellationToken);

    /// <summary>Makes a workspace the active one, for this client and for those opened later on this machine.</summary>
    /// <exception cref="ZenException">There is none, more than one fits, or the local settings cannot be written.</exception>
    public async Task<Workspace> SetActiveAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var workspace = await GetAsync(nameOrId, mode, cancellationToken);
        session.SetWorkspace(workspace);
        return workspace;
    }

    /// <summary>One page of the workspaces that fit.</summary>
    /// <exception cref="ZenException">The query has a mistake, or there is no such page.</exception>
    public async Task<Page<Workspace>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Workspaces.ListAsync(query ?? new ListQuery(), cancellationToken);

    /// <summary>All workspaces that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="ZenException">The query has a mistake, or there is no such page.</exception>
    public IAsyncEnumerable<Workspace> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>
    /// How many stacks, components, pipelines and runs a workspace holds, and for administrators how many user-scoped
    /// secrets of others.
    /// </summary>
    /// <exception cref="ZenException">There is no such workspace.</exception>
    public async Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Workspaces.CountAsync(id, cancellationToken);

    /// <summary>Deletes a workspace and everything in it, secrets included. On a server, only administrators can.</summary>
    /// <param name="nameOrId">The workspace.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="force">Whether user-scoped secrets of other accounts are deleted with it; otherwise they are a reason to
    /// refuse.</param>
    /// <param name="cancellationToken">Ends the operation before it is committed.</param>
    /// <exception cref="ZenException">
    /// There is none, more than one fits, or it is the default or the active one; you may not delete workspaces; it holds
    /// user-scoped secrets of others.
    /// </exception>
    public async Task DeleteAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, bool force = false, CancellationToken cancellationToken = default)
    {
        var workspace = await GetAsync(nameOrId, mode, cancellationToken);
        if (workspace.Id == (await session.FindWorkspaceAsync(cancellationToken))?.Id && workspace.Name != Workspace.DefaultName)
        {
            throw new ZenException(ErrorCode.NotAllowed, $"The workspace '{workspace.Name}' is active. Make another one active first: zenml workspace set NAME");
        }

        await (await session.OpenAsync(cancellationToken)).Workspaces.DeleteAsync(workspace.Id, force, cancellationToken);
    }
}
