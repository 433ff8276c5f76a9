using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What a caller can do with API keys of service accounts.</summary>
public interface IApiKeysService
{
    /// <summary>Makes a key.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/> (service account), <see cref="ErrorCode.AlreadyExists"/>.</exception>
    Task<ApiKeyWithSecret> CreateAsync(Id<User> serviceAccount, string name, string description, CancellationToken cancellationToken);

    /// <summary>A key, by name or id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<ApiKey> FindAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken);

    /// <summary>One page of the keys that fit.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/> (service account).</exception>
    Task<Page<ApiKey>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a key. While it is not active, neither it nor tokens that came from it are good.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.AlreadyExists"/>.</exception>
    Task<ApiKey> UpdateAsync(Id<User> serviceAccount, string nameOrId, ApiKeyUpdate update, CancellationToken cancellationToken);

    /// <summary>Replaces a key. The old one, and tokens that came from it, stay good for the time it is retained.</summary>
    /// <param name="serviceAccount">Whose key it is.</param>
    /// <param name="nameOrId">Which one.</param>
    /// <param name="retainMinutes">For how many minutes the old key stays good; 0 ends it at once.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<ApiKeyWithSecret> RotateAsync(Id<User> serviceAccount, string nameOrId, long retainMinutes, CancellationToken cancellationToken);

    /// <summary>Deletes a key; tokens that came from it are worth nothing any more.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken);
}
