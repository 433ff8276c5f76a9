using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Core.Accounts.ServiceAccounts;

/// <summary>Operations on service accounts: accounts for programs, which log in with API keys.</summary>
public interface IServiceAccountsService
{
    /// <summary>Creates a service account.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.InvalidArgument"/>.
    /// </exception>
    Task<User> CreateAsync(string name, string description, bool isActive, CancellationToken cancellationToken);

    /// <summary>
    /// Creates a service account together with its first API key, so that nobody is left with half of it. Administrators can do this, and
    /// whoever has the role editor in every workspace, or owner in one; a new account has nothing private yet.
    /// </summary>
    /// <param name="name">The name of the account.</param>
    /// <param name="description">What the account is used for.</param>
    /// <param name="keyName">The name of the key.</param>
    /// <param name="keyDescription">What the key is used for.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.InvalidArgument"/>. <see cref="ErrorCode.NotAllowed"/>: the caller is an
    /// API key or a token issued for a program, has no such role, or a server of ZenML refuses the key; the account is not created.
    /// </exception>
    Task<ServiceAccountWithKey> CreateWithKeyAsync(
        string name, string description, string keyName, string keyDescription, CancellationToken cancellationToken);

    /// <summary>Finds a service account by name, id or prefix, as <see cref="Lookup"/> describes.</summary>
    Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching service accounts.</summary>
    Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a service account. Deactivation revokes all its tokens.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.InvalidArgument"/>.
    /// </exception>
    Task<User> UpdateAsync(string nameOrId, ServiceAccountUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes a service account and its API keys. It must not own any resources.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task DeleteAsync(string nameOrId, CancellationToken cancellationToken);
}
