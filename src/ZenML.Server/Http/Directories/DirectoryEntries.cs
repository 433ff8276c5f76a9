using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Users;
using ZenML.Protocol.Workspaces;

namespace ZenML.Server.Http.Directories;

/// <summary>The unhydrated wire forms of accounts and workspaces at one version of the directory.</summary>
internal sealed record DirectoryEntries(
    long Version, IReadOnlyDictionary<Id<User>, UserResource> Users, IReadOnlyDictionary<Id<Workspace>, WorkspaceResource> Workspaces);
