using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Client;

/// <summary>
/// Manages the valid access tokens of a server: those of logins and those that were issued for programs. Log in as a person to use it.
/// Over a server of ZenML, which does not record tokens, every method throws <see cref="ErrorCode.NotAllowed"/>.
/// </summary>
public class TokensClient : ResourceClient
{
    internal TokensClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected TokensClient()
        : base(null)
    {
    }

    /// <summary>Returns one of your tokens or, for administrators, of anyone's.</summary>
    /// <param name="id">Its id; <paramref name="mode"/> says how much of it is enough.</param>
    /// <param name="mode">How much of the id is enough.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// There is no such valid token, more than one matches, or the store is not on a server.
    /// </exception>
    public virtual async Task<IssuedToken> GetAsync(
        string id, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        var tokens = new IssuedTokenLookup(async (query, token) =>
        {
            try
            {
                return await ListPageAsync(query, ofEveryone: true, token);
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotAllowed)
            {
                return await ListPageAsync(query, ofEveryone: false, token);
            }
        });
        return await Lookup.FindAsync(tokens, "token", id, mode, cancellationToken);
    }

    /// <summary>Returns one page of the matching valid tokens.</summary>
    /// <param name="query">The query; null for all.</param>
    /// <param name="ofEveryone">Whether to return the tokens of all accounts, for administrators, and not only yours.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// The query is invalid, there is no such page, you are not allowed to do this, or the store is not on a server.
    /// </exception>
    public virtual Task<Page<IssuedToken>> ListPageAsync(
        ListQuery? query = null, bool ofEveryone = false, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(
            services => services.Tokens.ListAsync(query ?? new ListQuery(), ofEveryone, cancellationToken), cancellationToken);

    /// <summary>Returns all matching valid tokens, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <inheritdoc cref="ListPageAsync"/>
    public virtual IAsyncEnumerable<IssuedToken> ListAsync(
        ListQuery? query = null, bool ofEveryone = false, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(
            query ?? new ListQuery(), (page, token) => ListPageAsync(page, ofEveryone, token), cancellationToken);

    /// <summary>
    /// Revokes one of your tokens or, for administrators, of anyone's, at once. The token of a login ends with all tokens that were issued
    /// from it, the token of a device with the device.
    /// </summary>
    /// <exception cref="ZenException">There is no such valid token, or the store is not on a server.</exception>
    public virtual Task RevokeAsync(Id<IssuedToken> id, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Tokens.RevokeAsync(id, cancellationToken), cancellationToken);
}
