using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Accounts;

namespace ZenML.Client;

/// <summary>Manages the API keys of service accounts. The text of a key is returned once, when it is created or replaced.</summary>
public class ApiKeysClient : ResourceClient
{
    internal ApiKeysClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected ApiKeysClient()
        : base(null)
    {
    }

    /// <summary>
    /// Creates a key with all the access of its service account. Administrators can do this; on ZenML's own servers every account can.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such service account, the name is taken, you are not allowed to do this, or the store is not on a server.
    /// </exception>
    public virtual Task<NewApiKey> CreateAsync(
        Id<User> serviceAccount, string name, string description = "", CancellationToken cancellationToken = default) =>
        CreateAsync(serviceAccount, new ApiKeyDefinition(name) { Description = description }, cancellationToken);

    /// <summary>
    /// Creates a key that can do less than its service account, expires, or works from certain networks only. Owners of a workspace can
    /// create keys that are limited to it.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such service account, workspace or secret, the name is taken, a limit is invalid, you are not allowed to do this, or the
    /// store is not on a server. <see cref="Core.Errors.ErrorCode.NotAllowed"/>: the server is ZenML's own, and limits are given.
    /// </exception>
    /// <example>
    /// <code>
    /// await client.ServiceAccounts.ApiKeys.CreateAsync(ci.Id, new ApiKeyDefinition("deploy")
    /// {
    ///     Limits = new AccessLimits { Role = Role.Runner },
    ///     Expires = new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero),
    ///     Networks = ["10.0.0.0/8"],
    /// });
    /// </code>
    /// </example>
    public virtual async Task<NewApiKey> CreateAsync(
        Id<User> serviceAccount, ApiKeyDefinition definition, CancellationToken cancellationToken = default) =>
        WithText(await Session.CallAccountsAsync(
            services => services.ApiKeys.CreateAsync(serviceAccount, definition, cancellationToken), cancellationToken));

    /// <summary>Returns a key, by name or id, without its text.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such key, or the store is not on a server.</exception>
    public virtual Task<ApiKey> GetAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.ApiKeys.FindAsync(serviceAccount, nameOrId, cancellationToken), cancellationToken);

    /// <summary>Returns one page of the keys that match, without their texts.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or the store is not on a server.
    /// </exception>
    public virtual Task<Page<ApiKey>> ListPageAsync(
        Id<User> serviceAccount, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.ApiKeys.ListAsync(serviceAccount, query ?? new ListQuery(), cancellationToken), cancellationToken);

    /// <summary>Returns all keys that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or the store is not on a server.
    /// </exception>
    public virtual IAsyncEnumerable<ApiKey> ListAsync(
        Id<User> serviceAccount, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(
            query ?? new ListQuery(), (page, token) => ListPageAsync(serviceAccount, page, token), cancellationToken);

    /// <summary>Changes a key. While it is inactive, neither the key nor the tokens issued for it are valid.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such key, the new name is taken, or the store is not on a server.
    /// </exception>
    public virtual Task<ApiKey> UpdateAsync(
        Id<User> serviceAccount, string nameOrId, ApiKeyUpdate update, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.ApiKeys.UpdateAsync(serviceAccount, nameOrId, update, cancellationToken), cancellationToken);

    /// <summary>Replaces a key.</summary>
    /// <param name="serviceAccount">The service account.</param>
    /// <param name="nameOrId">The key.</param>
    /// <param name="retainMinutes">
    /// How many minutes the old key and the tokens issued for it remain valid; with 0 they expire at once. A key that expires stays valid
    /// no longer than it would have; the new one expires after the same time, counted from now.
    /// </param>
    /// <param name="cancellationToken">Cancels the request; the key may have been replaced all the same.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such key, you are not allowed to do this, or the store is not on a server.
    /// </exception>
    public virtual async Task<NewApiKey> RotateAsync(
        Id<User> serviceAccount, string nameOrId, long retainMinutes = 0, CancellationToken cancellationToken = default) =>
        WithText(await Session.CallAccountsAsync(
            services => services.ApiKeys.RotateAsync(serviceAccount, nameOrId, retainMinutes, cancellationToken), cancellationToken));

    /// <summary>Deletes a key. Tokens issued for it are no longer valid.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such key, or the store is not on a server.</exception>
    public virtual Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.ApiKeys.DeleteAsync(serviceAccount, nameOrId, cancellationToken), cancellationToken);

    internal static NewApiKey WithText(ApiKeyWithSecret key) =>
        new(key.Key, new SensitiveString(ApiKeyText.Write(key.Key.Id.Value, key.Secret.Reveal())));
}
