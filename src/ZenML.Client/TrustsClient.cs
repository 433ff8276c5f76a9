using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Client;

/// <summary>
/// Manages which identity tokens service accounts trust, so that programs log in without a stored key. Only administrators can do
/// this. Over a server of ZenML, which has no such login, every method throws <see cref="Core.Errors.ErrorCode.NotAllowed"/>.
/// </summary>
public class TrustsClient : ResourceClient
{
    internal TrustsClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected TrustsClient()
        : base(null)
    {
    }

    /// <summary>Lets a service account trust identity tokens. <see cref="TrustPresets"/> has the rules for common issuers.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such service account, the name is taken, everyone could get such a token, or you are not allowed to do this.
    /// </exception>
    public virtual Task<Trust> CreateAsync(Id<User> serviceAccount, NewTrust trust, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Trusts.CreateAsync(serviceAccount, trust, cancellationToken), cancellationToken);

    /// <summary>Returns a trust, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such trust, or you are not allowed to see it.</exception>
    public virtual Task<Trust> GetAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Trusts.FindAsync(serviceAccount, nameOrId, cancellationToken), cancellationToken);

    /// <summary>Returns one page of the trusts that match.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or you are not allowed to see them.
    /// </exception>
    public virtual Task<Page<Trust>> ListPageAsync(
        Id<User> serviceAccount, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.Trusts.ListAsync(serviceAccount, query ?? new ListQuery(), cancellationToken), cancellationToken);

    /// <summary>Returns all trusts that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or you are not allowed to see them.
    /// </exception>
    public virtual IAsyncEnumerable<Trust> ListAsync(
        Id<User> serviceAccount, ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(
            query ?? new ListQuery(), (page, token) => ListPageAsync(serviceAccount, page, token), cancellationToken);

    /// <summary>Deletes a trust. Tokens that were issued because of it end at once.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such trust, or you are not allowed to delete it.</exception>
    public virtual Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Trusts.DeleteAsync(serviceAccount, nameOrId, cancellationToken), cancellationToken);

    /// <summary>
    /// Returns how each trust of a service account would judge an identity token. The token is not used up, and nothing of it is in
    /// the result.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">
    /// That is no identity token, there is no such service account, or you are not allowed to do this.
    /// </exception>
    public virtual Task<IReadOnlyList<TrustTest>> TestAsync(
        Id<User> serviceAccount, SensitiveString token, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Trusts.TestAsync(serviceAccount, token, cancellationToken), cancellationToken);
}
