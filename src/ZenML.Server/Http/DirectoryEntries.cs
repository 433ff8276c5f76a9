using ZenML.Contracts.Users;
using ZenML.Contracts.Workspaces;
using ZenML.Core;
using ZenML.Core.Users;
using ZenML.Core.Workspaces;

namespace ZenML.Server.Http;

/// <summary>Accounts and workspaces as they travel, unhydrated, at one version of the directory.</summary>
internal sealed record DirectoryEntries(
    long Version, IReadOnlyDictionary<Id<User>, UserResource> Users, IReadOnlyDictionary<Id<Workspace>, WorkspaceResource> Workspaces);
