using ZenML.Core.Lookups;
using ZenML.Core.Querying;
using ZenML.Core.Users;

namespace ZenML.Client;

/// <summary>Accounts.</summary>
public sealed class UsersClient
{
    private readonly ClientSession session;

    internal UsersClient(ClientSession session) => this.session = session;

    /// <summary>The account that this client acts for.</summary>
    public async Task<User> GetCurrentAsync(CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Users.GetCurrentAsync(cancellationToken);

    /// <summary>An account, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or more than one fits.</exception>
    public async Task<User> GetAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return await (await session.OpenAsync(cancellationToken)).Users.FindAsync(nameOrId, mode, cancellationToken);
    }

    /// <summary>One page of the accounts that fit.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public async Task<Page<User>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Users.ListAsync(query ?? new ListQuery(), cancellationToken);

    /// <summary>All accounts that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public IAsyncEnumerable<User> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);
}
