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
