using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Users;
using ZenML.Protocol.Workspaces;

namespace ZenML.Server.Http.Directories;

/// <summary>
/// The users and workspaces that resources point to. The contract nests them whole, so their ids are collected and loaded together.
/// </summary>
internal sealed class NamedLoader
{
    private readonly Dictionary<Id<User>, UserResource?> users = [];
    private readonly Dictionary<Id<Workspace>, WorkspaceResource?> workspaces = [];

    /// <summary>Collects a user, if there is one.</summary>
    public NamedLoader Add(ResourceReference<User>? user) => Add(user?.Id);

    /// <summary>Collects a user, if there is one.</summary>
    public NamedLoader Add(Id<User>? user)
    {
        if (user is { } id)
        {
            users.TryAdd(id, null);
        }

        return this;
    }

    /// <summary>Collects a workspace, if there is one.</summary>
    public NamedLoader Add(ResourceReference<Workspace>? workspace)
    {
        if (workspace is not null)
        {
            workspaces.TryAdd(workspace.Id, null);
        }

        return this;
    }

    /// <summary>Loads what was collected.</summary>
    public async Task<NamedLoader> LoadAsync(HttpContext http)
    {
        if (users.Count > 0 || workspaces.Count > 0)
        {
            await http.RequestServices.GetRequiredService<DirectoryCache>().FillAsync(
                http.GetCaller().DirectoryVersion, users, workspaces, http.RequestAborted);
        }

        return this;
    }

    /// <summary>Loads what was collected within the transaction of a change.</summary>
    /// <returns>What was read, for <see cref="DirectoryCache.Remember"/> once the transaction is committed; null if all was
    /// known.</returns>
    public async Task<DirectoryEntries?> LoadAsync(HttpContext http, IUnitOfWork unit, CancellationToken cancellationToken) =>
        users.Count > 0 || workspaces.Count > 0
            ? await http.RequestServices.GetRequiredService<DirectoryCache>().FillAsync(
                http.GetCaller().DirectoryVersion, users, workspaces, unit, cancellationToken)
            : null;

    /// <summary>The user as it travels, unhydrated; null if there is none.</summary>
    public UserResource? Find(ResourceReference<User>? user) => Find(user?.Id);

    /// <summary>The user as it travels, unhydrated; null if there is none.</summary>
    public UserResource? Find(Id<User>? user) => user is { } id ? users.GetValueOrDefault(id) : null;

    /// <summary>The workspace as it travels, unhydrated; null if there is none.</summary>
    public WorkspaceResource? Find(ResourceReference<Workspace>? workspace) =>
        workspace is null ? null : workspaces.GetValueOrDefault(workspace.Id);
}
