using System.Collections.Concurrent;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Users;
using ZenML.Protocol.Workspaces;
using ZenML.Server.Users;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Http.Directories;

/// <summary>
/// Caches the wire forms of accounts and workspaces, which responses nest. A cached entry is valid for one version of the
/// directory. It is used only for requests that read this version during authentication, so the next request sees a change,
/// whichever replica made it.
/// </summary>
internal sealed class DirectoryCache(IDatabase database)
{
    private const int Remembered = 10_000;

    private volatile Snapshot present = new(-1);

    /// <summary>Loads the accounts and workspaces with the given ids, as far as they exist.</summary>
    /// <param name="version">The version of the directory that the request knows.</param>
    /// <param name="users">Ids of accounts.</param>
    /// <param name="workspaces">Ids of workspaces.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async ValueTask FillAsync(
        long? version,
        Dictionary<Id<User>, UserResource?> users,
        Dictionary<Id<Workspace>, WorkspaceResource?> workspaces,
        CancellationToken cancellationToken)
    {
        if (!TryFill(version, users, workspaces))
        {
            Remember(await database.ReadAsync((unit, token) => ReadAsync(unit, users, workspaces, token), cancellationToken));
        }
    }

    /// <summary>Loads accounts and workspaces within a transaction.</summary>
    /// <param name="version">The version of the directory that the request knows.</param>
    /// <param name="users">Ids of accounts.</param>
    /// <param name="workspaces">Ids of workspaces.</param>
    /// <param name="unit">The transaction.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The entries that were read, to cache after the commit; null if all were cached.</returns>
    public async Task<DirectoryEntries?> FillAsync(
        long? version,
        Dictionary<Id<User>, UserResource?> users,
        Dictionary<Id<Workspace>, WorkspaceResource?> workspaces,
        IUnitOfWork unit,
        CancellationToken cancellationToken) =>
        TryFill(version, users, workspaces) ? null : await ReadAsync(unit, users, workspaces, cancellationToken);

    /// <summary>Caches what a committed transaction read.</summary>
    public void Remember(DirectoryEntries entries)
    {
        var snapshot = At(entries.Version);
        foreach (var (id, user) in entries.Users)
        {
            snapshot.Users[id] = user;
        }

        foreach (var (id, workspace) in entries.Workspaces)
        {
            snapshot.Workspaces[id] = workspace;
        }
    }

    private static async Task<DirectoryEntries> ReadAsync(
        IUnitOfWork unit,
        Dictionary<Id<User>, UserResource?> users,
        Dictionary<Id<Workspace>, WorkspaceResource?> workspaces,
        CancellationToken cancellationToken)
    {
        var version = await unit.Users.ReadDirectoryVersionAsync(cancellationToken);
        var foundUsers = await unit.Users.FindByIdsAsync(users.Keys, cancellationToken);
        var foundWorkspaces = await unit.Workspaces.FindByIdsAsync(workspaces.Keys, cancellationToken);
        var entries = new DirectoryEntries(
            version,
            foundUsers.ToDictionary(user => user.Id, user => user.ToWire(hydrate: false)),
            foundWorkspaces.ToDictionary(workspace => workspace.Id, workspace => workspace.ToWire(hydrate: false)));
        foreach (var (id, user) in entries.Users)
        {
            users[id] = user;
        }

        foreach (var (id, workspace) in entries.Workspaces)
        {
            workspaces[id] = workspace;
        }

        return entries;
    }

    private bool TryFill(
        long? version, Dictionary<Id<User>, UserResource?> users, Dictionary<Id<Workspace>, WorkspaceResource?> workspaces) =>
        present is var known && known.Version == version && IsFilled(users, known.Users) && IsFilled(workspaces, known.Workspaces);

    private static bool IsFilled<TKey, TResource>(Dictionary<TKey, TResource?> wanted, ConcurrentDictionary<TKey, TResource> known)
        where TKey : notnull
    {
        foreach (var key in wanted.Keys)
        {
            if (!known.TryGetValue(key, out var resource))
            {
                return false;
            }

            // Setting the value of an existing key does not invalidate the enumerator.
            wanted[key] = resource;
        }

        return true;
    }

    /// <summary>Returns the cached entries of a version; new, empty entries if the version is older than the cached one.</summary>
    private Snapshot At(long version)
    {
        var known = present;
        if (known.Version == version && known.Users.Count + known.Workspaces.Count < Remembered)
        {
            return known;
        }

        var fresh = new Snapshot(version);
        if (version >= known.Version)
        {
            present = fresh;
        }

        return fresh;
    }

    private sealed record Snapshot(long Version)
    {
        public ConcurrentDictionary<Id<User>, UserResource> Users { get; } = [];

        public ConcurrentDictionary<Id<Workspace>, WorkspaceResource> Workspaces { get; } = [];
    }
}
