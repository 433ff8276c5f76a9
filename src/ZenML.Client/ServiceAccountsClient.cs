using ZenML.Core.Accounts.ServiceAccounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Client;

/// <summary>Manages the service accounts of a server: accounts of programs, which log in with API keys.</summary>
public class ServiceAccountsClient : ResourceClient
{
    internal ServiceAccountsClient(ClientSession? session)
        : base(session)
    {
        ApiKeys = new ApiKeysClient(session);
        Trusts = new TrustsClient(session);
    }

    /// <summary>For a fake, which overrides the members that its test calls.</summary>
    protected ServiceAccountsClient()
        : this(null)
    {
    }

    /// <summary>The API keys of service accounts.</summary>
    public virtual ApiKeysClient ApiKeys { get; }

    /// <summary>Which identity tokens service accounts trust.</summary>
    public virtual TrustsClient Trusts { get; }

    /// <summary>Creates a service account. It can log in once it has an API key.</summary>
    /// <exception cref="Core.Errors.ZenException">The name is invalid or taken, or the store is not on a server.</exception>
    public virtual Task<User> CreateAsync(string name, string description = "", CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.ServiceAccounts.CreateAsync(name, description, true, cancellationToken), cancellationToken);

    /// <summary>
    /// Creates a service account together with its first API key. If the key cannot be created, the account is not either; a server of
    /// ZenML creates the account first, and it is deleted again.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">
    /// A name is invalid or taken, you cannot create a key, or the store is not on a server.
    /// </exception>
    public virtual async Task<NewServiceAccount> CreateWithKeyAsync(
        string name,
        string description = "",
        string keyName = "default",
        string keyDescription = "",
        CancellationToken cancellationToken = default)
    {
        var created = await Session.CallAccountsAsync(
            services => services.ServiceAccounts.CreateWithKeyAsync(name, description, keyName, keyDescription, cancellationToken),
            cancellationToken);
        return new NewServiceAccount(created.Account, ApiKeysClient.WithText(created.Key));
    }

    /// <summary>Returns a service account, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, more than one matches, or the store is not on a server.
    /// </exception>
    public virtual Task<User> GetAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallAccountsAsync(
            services => services.ServiceAccounts.FindAsync(nameOrId, mode, cancellationToken), cancellationToken);
    }

    /// <summary>Returns one page of the service accounts that match.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or the store is not on a server.
    /// </exception>
    public virtual Task<Page<User>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.ServiceAccounts.ListAsync(query ?? new ListQuery(), cancellationToken), cancellationToken);

    /// <summary>Returns all service accounts that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or the store is not on a server.
    /// </exception>
    public virtual IAsyncEnumerable<User> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Changes a service account. Deactivating it ends its sessions.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, the new name is taken, or the store is not on a server.
    /// </exception>
    public virtual async Task<User> UpdateAsync(
        string nameOrId,
        ServiceAccountUpdate update,
        LookupMode mode = LookupMode.Exact,
        CancellationToken cancellationToken = default)
    {
        var account = await GetAsync(nameOrId, mode, cancellationToken);
        return await Session.CallAccountsAsync(
            services => services.ServiceAccounts.UpdateAsync(account.Id.ToString(), update, cancellationToken), cancellationToken);
    }

    /// <summary>Deletes a service account and its API keys. The account must own nothing.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such account, it owns something, or the store is not on a server.
    /// </exception>
    public virtual async Task DeleteAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var account = await GetAsync(nameOrId, mode, cancellationToken);
        await Session.CallAccountsAsync(
            services => services.ServiceAccounts.DeleteAsync(account.Id.ToString(), cancellationToken), cancellationToken);
    }
}
