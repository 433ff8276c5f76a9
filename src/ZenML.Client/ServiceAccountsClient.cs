using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Client;

/// <summary>Service accounts of a server: accounts of programs, which log in with API keys.</summary>
public sealed class ServiceAccountsClient
{
    private readonly ClientSession session;

    internal ServiceAccountsClient(ClientSession session)
    {
        this.session = session;
        ApiKeys = new ApiKeysClient(session);
    }

    /// <summary>The keys with which they log in.</summary>
    public ApiKeysClient ApiKeys { get; }

    /// <summary>Creates a service account. It can log in once it has an API key.</summary>
    /// <exception cref="Core.Errors.ZenException">The name is invalid or taken, or the store is no server.</exception>
    public async Task<User> CreateAsync(string name, string description = "", CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).CreateAsync(name, description, true, cancellationToken);

    /// <summary>A service account, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, more than one fits, or the store is no server.</exception>
    public async Task<User> GetAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return await (await OpenAsync(cancellationToken)).FindAsync(nameOrId, mode, cancellationToken);
    }

    /// <summary>One page of the service accounts that fit.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, there is no such page, or the store is no server.</exception>
    public async Task<Page<User>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).ListAsync(query ?? new ListQuery(), cancellationToken);

    /// <summary>All service accounts that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, there is no such page, or the store is no server.</exception>
    public IAsyncEnumerable<User> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Changes a service account. Deactivating it ends its sessions.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such account, the new name is taken, or the store is no server.</exception>
    public async Task<User> UpdateAsync(
        string nameOrId, ServiceAccountUpdate update, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).UpdateAsync((await GetAsync(nameOrId, mode, cancellationToken)).Id.ToString(), update, cancellationToken);

    /// <summary>Deletes a service account that owns nothing, with its API keys.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such account, it owns something, or the store is no server.</exception>
    public async Task DeleteAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).DeleteAsync((await GetAsync(nameOrId, mode, cancellationToken)).Id.ToString(), cancellationToken);

    private async Task<IServiceAccountsService> OpenAsync(CancellationToken cancellationToken) => (await session.OpenAccountsAsync(cancellationToken)).ServiceAccounts;
}
