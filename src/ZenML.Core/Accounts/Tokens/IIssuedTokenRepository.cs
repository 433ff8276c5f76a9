using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Tokens;

/// <summary>Stores which tokens were issued. Whether a token is valid does not depend on it.</summary>
public interface IIssuedTokenRepository
{
    /// <summary>Adds a token.</summary>
    /// <param name="claims">The claims of the token.</param>
    /// <param name="created">When it was issued.</param>
    /// <param name="expires">When it expires.</param>
    /// <param name="address">The network address to which it was issued; null if unknown.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task AddAsync(
        TokenClaims claims, DateTimeOffset created, DateTimeOffset expires, string? address, CancellationToken cancellationToken);

    /// <summary>Returns a token that is valid, or null if there is none.</summary>
    Task<IssuedToken?> FindAsync(Id<IssuedToken> id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching tokens that are valid.</summary>
    /// <param name="query">The query.</param>
    /// <param name="only">The account whose tokens to return; null for all accounts.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<Page<IssuedToken>> ListAsync(ResourceQuery query, Id<User>? only, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Updates when a token was last used and from where, unless a later use is stored already.</summary>
    Task RecordUseAsync(CredentialUse use, CancellationToken cancellationToken);

    /// <summary>Whether there are tokens that expired before a time.</summary>
    Task<bool> AnyExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes up to <paramref name="limit"/> tokens that expired before a time.</summary>
    /// <returns>The number of deleted tokens.</returns>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
