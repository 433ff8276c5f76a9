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
/// The accounts and workspaces that answers nest, as they travel. They are remembered together with the version of the
/// directory that they were read at, and used only for requests that found the directory at that version when they were
/// authenticated; so a change is seen by the next request, whichever replica made it.
/// </summary>
internal sealed class DirectoryCache(IDatabase database)
{
    private const int Remembered = 10_000;

    private volatile Snapshot present = new(-1);

    /// <summary>Fills in the accounts and workspaces of those ids that exist.</summary>
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

    /// <summary>The same within a transaction.</summary>
    /// <param name="version">The version of the directory that the request knows.</param>
    /// <param name="users">Ids of accounts.</param>
    /// <param name="workspaces">Ids of workspaces.</param>
    /// <param name="unit">The transaction.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>What was read, to be remembered when the transaction is committed; null if nothing had to be.</returns>
    public async Task<DirectoryEntries?> FillAsync(
        long? version,
        Dictionary<Id<User>, UserResource?> users,
        Dictionary<Id<Workspace>, WorkspaceResource?> workspaces,
        IUnitOfWork unit,
        CancellationToken cancellationToken) =>
        TryFill(version, users, workspaces) ? null : await ReadAsync(unit, users, workspaces, cancellationToken);

    /// <summary>Remembers what a committed transaction read.</summary>
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

            // Setting the value of a key that is there does not disturb the loop.
            wanted[key] = resource;
        }

        return true;
    }

    /// <summary>What is known at a version: a snapshot of its own, if it is older than the present one.</summary>
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
