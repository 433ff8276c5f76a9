using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>Stores which identity tokens service accounts trust.</summary>
public interface ITrustRepository
{
    /// <summary>The trusts of a service account, for lookups.</summary>
    ILookupSource<Trust> Of(Id<User> serviceAccount);

    /// <summary>Returns one page of the matching trusts of a service account.</summary>
    Task<Page<Trust>> ListAsync(ResourceQuery query, Id<User> serviceAccount, CancellationToken cancellationToken);

    /// <summary>Returns all trusts of a service account, by name.</summary>
    Task<IReadOnlyList<Trust>> FindAllAsync(Id<User> serviceAccount, CancellationToken cancellationToken);

    /// <summary>Returns all trusts in an issuer, by name. Accounts that are not active count too.</summary>
    Task<IReadOnlyList<Trust>> FindByIssuerAsync(string issuer, CancellationToken cancellationToken);

    /// <summary>Adds a trust.</summary>
    Task AddAsync(Trust trust, CancellationToken cancellationToken);

    /// <summary>Deletes a trust. Tokens that were issued because of it are no longer valid.</summary>
    Task DeleteAsync(Id<Trust> id, CancellationToken cancellationToken);

    /// <summary>Updates only the time of the last login.</summary>
    Task RecordLoginAsync(Id<Trust> id, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>Remembers that an identity token was used, and forgets those that expired before <paramref name="now"/>.</summary>
    /// <param name="hash">What identifies the token, as a hash of 64 digits.</param>
    /// <param name="expires">When it can be forgotten.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether it was not used before.</returns>
    Task<bool> TryUseAsync(string hash, DateTimeOffset expires, DateTimeOffset now, CancellationToken cancellationToken);
}
