using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Users;
using ZenML.Protocol.Workspaces;

namespace ZenML.Server.Http.Directories;

/// <summary>
/// Loads the users and workspaces that resources refer to. Responses nest them, so their ids are collected and loaded together.
/// </summary>
internal sealed class NamedLoader
{
    private readonly Dictionary<Id<User>, UserResource?> users = [];
    private readonly Dictionary<Id<Workspace>, WorkspaceResource?> workspaces = [];

    /// <summary>Adds a user to load; ignores null.</summary>
    public NamedLoader Add(ResourceReference<User>? user) => Add(user?.Id);

    /// <summary>Adds a user to load; ignores null.</summary>
    public NamedLoader Add(Id<User>? user)
    {
        if (user is { } id)
        {
            users.TryAdd(id, null);
        }

        return this;
    }

    /// <summary>Adds a workspace to load; ignores null.</summary>
    public NamedLoader Add(ResourceReference<Workspace>? workspace)
    {
        if (workspace is not null)
        {
            workspaces.TryAdd(workspace.Id, null);
        }

        return this;
    }

    /// <summary>Loads the collected users and workspaces.</summary>
    public async Task<NamedLoader> LoadAsync(HttpContext http)
    {
        if (users.Count > 0 || workspaces.Count > 0)
        {
            await http.RequestServices.GetRequiredService<DirectoryCache>().FillAsync(
                http.GetCaller().DirectoryVersion, users, workspaces, http.RequestAborted);
        }

        return this;
    }

    /// <summary>Loads the collected users and workspaces within the transaction of a change.</summary>
    /// <returns>The entries that were read, for <see cref="DirectoryCache.Remember"/> after the commit; null if all were cached.
    /// </returns>
    public async Task<DirectoryEntries?> LoadAsync(HttpContext http, IUnitOfWork unit, CancellationToken cancellationToken) =>
        users.Count > 0 || workspaces.Count > 0
            ? await http.RequestServices.GetRequiredService<DirectoryCache>().FillAsync(
                http.GetCaller().DirectoryVersion, users, workspaces, unit, cancellationToken)
            : null;

    /// <summary>Returns the unhydrated wire form of a user; null if there is none.</summary>
    public UserResource? Find(ResourceReference<User>? user) => Find(user?.Id);

    /// <summary>Returns the unhydrated wire form of a user; null if there is none.</summary>
    public UserResource? Find(Id<User>? user) => user is { } id ? users.GetValueOrDefault(id) : null;

    /// <summary>Returns the unhydrated wire form of a workspace; null if there is none.</summary>
    public WorkspaceResource? Find(ResourceReference<Workspace>? workspace) =>
        workspace is null ? null : workspaces.GetValueOrDefault(workspace.Id);
}
