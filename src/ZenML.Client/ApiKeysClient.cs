using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Accounts;

namespace ZenML.Client;

/// <summary>API keys of service accounts. A key's text is given out once, when it is made or replaced.</summary>
public sealed class ApiKeysClient
{
    private readonly ClientSession session;

    internal ApiKeysClient(ClientSession session) => this.session = session;

    /// <summary>Makes a key. For administrators and for the service account itself; servers of ZenML let everyone.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such service account, the name is taken, you may not do it, or the store is no server.</exception>
    public async Task<NewApiKey> CreateAsync(Id<User> serviceAccount, string name, string description = "", CancellationToken cancellationToken = default) =>
        WithText(await (await OpenAsync(cancellationToken)).CreateAsync(serviceAccount, name, description, cancellationToken));

    /// <summary>A key, by name or id, without its text.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or the store is no server.</exception>
    public async Task<ApiKey> GetAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).FindAsync(serviceAccount, nameOrId, cancellationToken);

    /// <summary>One page of the keys that fit, without their texts.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, there is no such page, or the store is no server.</exception>
    public async Task<Page<ApiKey>> ListPageAsync(Id<User> serviceAccount, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).ListAsync(serviceAccount, query ?? new ListQuery(), cancellationToken);

    /// <summary>All keys that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, there is no such page, or the store is no server.</exception>
    public IAsyncEnumerable<ApiKey> ListAsync(Id<User> serviceAccount, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), (page, token) => ListPageAsync(serviceAccount, page, token), cancellationToken);

    /// <summary>Changes a key. While it is not active, neither it nor tokens that came from it are good.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such key, the new name is taken, or the store is no server.</exception>
    public async Task<ApiKey> UpdateAsync(Id<User> serviceAccount, string nameOrId, ApiKeyUpdate update, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).UpdateAsync(serviceAccount, nameOrId, update, cancellationToken);

    /// <summary>Replaces a key.</summary>
    /// <param name="serviceAccount">Whose key it is.</param>
    /// <param name="nameOrId">Which one.</param>
    /// <param name="retainMinutes">For how many minutes the old key, and tokens that came from it, stay good; 0 ends them at once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Core.Errors.ZenException">There is no such key, you may not do it, or the store is no server.</exception>
    public async Task<NewApiKey> RotateAsync(Id<User> serviceAccount, string nameOrId, long retainMinutes = 0, CancellationToken cancellationToken = default) =>
        WithText(await (await OpenAsync(cancellationToken)).RotateAsync(serviceAccount, nameOrId, retainMinutes, cancellationToken));

    /// <summary>Deletes a key; tokens that came from it are worth nothing any more.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such key, or the store is no server.</exception>
    public async Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).DeleteAsync(serviceAccount, nameOrId, cancellationToken);

    private static NewApiKey WithText(ApiKeyWithSecret key) => new(key.Key, new SensitiveString(ApiKeyText.Write(key.Key.Id.Value, key.Secret.Reveal())));

    private async Task<IApiKeysService> OpenAsync(CancellationToken cancellationToken) => (await session.OpenAccountsAsync(cancellationToken)).ApiKeys;
}
