using ZenML.Contracts.Users;
using ZenML.Contracts.Workspaces;
using ZenML.Core;
using ZenML.Core.Users;
using ZenML.Core.Workspaces;
using ZenML.Server.Users;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Http;

/// <summary>
/// The users and workspaces that resources point to. The contract nests them whole, so their ids are collected and loaded in one query each.
/// </summary>
internal sealed class NamedLoader
{
    private readonly HashSet<Id<User>> userIds = [];
    private readonly HashSet<Id<Workspace>> workspaceIds = [];
    private Dictionary<Id<User>, UserResource> users = [];
    private Dictionary<Id<Workspace>, WorkspaceResource> workspaces = [];

    /// <summary>Collects a user, if there is one.</summary>
    public NamedLoader Add(Named<User>? user)
    {
        if (user is not null)
        {
            userIds.Add(user.Id);
        }

        return this;
    }

    /// <summary>Collects a workspace, if there is one.</summary>
    public NamedLoader Add(Named<Workspace>? workspace)
    {
        if (workspace is not null)
        {
            workspaceIds.Add(workspace.Id);
        }

        return this;
    }

    /// <summary>Loads what was collected.</summary>
    public async Task<NamedLoader> LoadAsync(HttpContext http)
    {
        if (userIds.Count > 0 || workspaceIds.Count > 0)
        {
            (users, workspaces) = await http.GetDatabase().ReadAsync(
                async (unit, token) => (
                    (await unit.Users.FindByIdsAsync(userIds, token)).ToDictionary(user => user.Id, user => user.ToWire(hydrate: false)),
                    (await unit.Workspaces.FindByIdsAsync(workspaceIds, token)).ToDictionary(workspace => workspace.Id, workspace => workspace.ToWire(hydrate: false))),
                http.RequestAborted);
        }

        return this;
    }

    /// <summary>The user as it travels, unhydrated; null if there is none.</summary>
    public UserResource? Find(Named<User>? user) => user is null ? null : users.GetValueOrDefault(user.Id);

    /// <summary>The workspace as it travels, unhydrated; null if there is none.</summary>
    public WorkspaceResource? Find(Named<Workspace>? workspace) => workspace is null ? null : workspaces.GetValueOrDefault(workspace.Id);
}
