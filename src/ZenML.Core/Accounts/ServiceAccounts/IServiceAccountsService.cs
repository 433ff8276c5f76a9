using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Core.Accounts.ServiceAccounts;

/// <summary>What a caller can do with service accounts: accounts of programs, which log in with API keys.</summary>
public interface IServiceAccountsService
{
    /// <summary>Creates a service account.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<User> CreateAsync(string name, string description, bool isActive, CancellationToken cancellationToken);

    /// <summary>The service account that <paramref name="text"/> names; see <see cref="Lookup"/> for the rules.</summary>
    Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>One page of the service accounts that fit.</summary>
    Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a service account. Deactivating it ends all its sessions for good.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<User> UpdateAsync(string nameOrId, ServiceAccountUpdate update, CancellationToken cancellationToken);

    /// <summary>Deletes a service account that owns nothing, with its API keys.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    Task DeleteAsync(string nameOrId, CancellationToken cancellationToken);
}
