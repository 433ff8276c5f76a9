using System.Collections.Concurrent;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;

namespace ZenML.Core.Access;

/// <summary>
/// Remembers the access of accounts for one version of the directory. A request uses it only if it read this version when it was
/// authenticated, so the next request sees a change, whichever replica made it.
/// </summary>
internal sealed class AccessCache(IDatabase database)
{
    private const int Remembered = 10_000;

    private volatile Snapshot present = new(-1);

    /// <summary>Returns the access of an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="version">The version of the directory that the request read.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<CallerAccess> FindAsync(Id<User> account, long version, CancellationToken cancellationToken)
    {
        if (present is var known && known.Version == version && known.Accounts.TryGetValue(account, out var access))
        {
            return access;
        }

        var (readVersion, loaded) = await database.ReadAsync(
            async (unit, token) =>
                (await unit.Users.ReadDirectoryVersionAsync(token), await unit.Access.LoadAsync(account, token)),
            cancellationToken);
        At(readVersion).Accounts[account] = loaded;
        return loaded;
    }

    /// <summary>Returns what is remembered for a version; something new and empty if the version is older than that.</summary>
    private Snapshot At(long version)
    {
        var known = present;
        if (known.Version == version && known.Accounts.Count < Remembered)
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
        public ConcurrentDictionary<Id<User>, CallerAccess> Accounts { get; } = [];
    }
}
