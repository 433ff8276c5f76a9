using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Trusts;

/// <summary>Which identity tokens service accounts trust. Only administrators can see and change that.</summary>
public interface ITrustsService
{
    /// <summary>Lets a service account trust identity tokens.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: among others, if everyone could get such a token. <see cref="ErrorCode.NotFound"/>,
    /// <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    Task<Trust> CreateAsync(Id<User> serviceAccount, NewTrust trust, CancellationToken cancellationToken);

    /// <summary>Returns a trust, by name or id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task<Trust> FindAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching trusts of a service account.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task<Page<Trust>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken);

    /// <summary>Deletes a trust. Tokens that were issued because of it end at once.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken);

    /// <summary>
    /// Returns how each trust of a service account would judge a token. The token is not used up. An issuer is contacted only
    /// if a trust names it.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: that is no identity token. <see cref="ErrorCode.NotFound"/>,
    /// <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    Task<IReadOnlyList<TrustTest>> TestAsync(Id<User> serviceAccount, SensitiveString token, CancellationToken cancellationToken);
}
