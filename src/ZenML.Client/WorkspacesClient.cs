using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Client;

/// <summary>Manages workspaces, and which of them is active on this machine.</summary>
public class WorkspacesClient : ResourceClient
{
    internal WorkspacesClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected WorkspacesClient()
        : base(null)
    {
    }

    /// <summary>
    /// The option or environment variable that names the active workspace, whatever <see cref="SetActiveAsync"/> stores; null if there is
    /// none.
    /// </summary>
    public virtual string? ActiveOverride => Session.Options.FindWorkspaceSelection()?.Source;

    /// <summary>Whether <see cref="ActiveOverride"/> names the workspace that every store has.</summary>
    internal bool IsDefaultActive => Session.Options.FindWorkspaceSelection()?.Choice is { IsByName: true, Name: Workspace.DefaultName };

    /// <summary>Creates a workspace with the default components and the default stack. It does not become active.</summary>
    /// <exception cref="ZenException">The name is invalid or taken.</exception>
    public virtual Task<Workspace> CreateAsync(string name, string description = "", CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Workspaces.CreateAsync(name, description, cancellationToken), cancellationToken);

    /// <summary>Returns a workspace, by name or id.</summary>
    /// <exception cref="ZenException">There is no such workspace, or more than one matches.</exception>
    public virtual Task<Workspace> GetAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallAsync(services => services.Workspaces.FindAsync(nameOrId, mode, cancellationToken), cancellationToken);
    }

    /// <summary>Returns the active workspace; the default one if none was chosen. A client keeps the one that it began with.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: it no longer exists. Until you choose another one, nothing in a workspace can be read or changed.
    /// The local settings cannot be read.
    /// </exception>
    public virtual async Task<Workspace> GetActiveAsync(CancellationToken cancellationToken = default) =>
        await Session.GetWorkspaceAsync(cancellationToken);

    /// <summary>Returns the active workspace as <see cref="GetActiveAsync"/> does; null, with a warning, if it no longer exists.</summary>
    /// <exception cref="ZenException">The local settings cannot be read.</exception>
    public virtual async Task<Workspace?> FindActiveAsync(CancellationToken cancellationToken = default) =>
        await Session.FindWorkspaceAsync(cancellationToken);

    /// <summary>Makes a workspace the active one, for this client and for those opened later on this machine.</summary>
    /// <exception cref="ZenException">
    /// There is no such workspace, more than one matches, or the local settings cannot be written.
    /// </exception>
    public virtual async Task<Workspace> SetActiveAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var workspace = await GetAsync(nameOrId, mode, cancellationToken);
        Session.SetWorkspace(workspace);
        return workspace;
    }

    /// <summary>Returns one page of the workspaces that match.</summary>
    /// <exception cref="ZenException">The query is invalid, or there is no such page.</exception>
    public virtual Task<Page<Workspace>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Workspaces.ListAsync(query ?? new ListQuery(), cancellationToken), cancellationToken);

    /// <summary>Returns all workspaces that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="ZenException">The query is invalid, or there is no such page.</exception>
    public virtual IAsyncEnumerable<Workspace> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>
    /// Returns how many stacks, components, pipelines and runs a workspace contains, and for administrators how many user-scoped secrets
    /// of other accounts.
    /// </summary>
    /// <exception cref="ZenException">There is no such workspace.</exception>
    public virtual Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Workspaces.CountAsync(id, cancellationToken), cancellationToken);

    /// <summary>Deletes a workspace and everything in it, secrets included. On a server, only administrators can.</summary>
    /// <param name="nameOrId">The workspace.</param>
    /// <param name="mode">How much of a name or id is enough.</param>
    /// <param name="force">Whether to delete it even if it contains user-scoped secrets of other accounts.</param>
    /// <param name="cancellationToken">Cancels the operation until it is committed.</param>
    /// <exception cref="ZenException">
    /// There is no such workspace, more than one matches, or it is the default or the active one; you are not allowed to delete workspaces;
    /// it contains user-scoped secrets of other accounts.
    /// </exception>
    public virtual async Task DeleteAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, bool force = false, CancellationToken cancellationToken = default)
    {
        var workspace = await GetAsync(nameOrId, mode, cancellationToken);
        var active = await Session.FindWorkspaceAsync(cancellationToken);
        if (workspace.Id == active?.Id && workspace.Name != Workspace.DefaultName)
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The workspace '{workspace.Name}' is active. Make another one active first: zenml workspace set NAME");
        }

        await Session.CallAsync(services => services.Workspaces.DeleteAsync(workspace.Id, force, cancellationToken), cancellationToken);
    }
}
