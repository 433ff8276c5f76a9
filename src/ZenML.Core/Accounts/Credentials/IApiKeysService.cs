using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Operations on the API keys of service accounts.</summary>
public interface IApiKeysService
{
    /// <summary>Creates a key with all the access of its service account.</summary>
    /// <inheritdoc cref="CreateAsync(Id{User}, ApiKeyDefinition, CancellationToken)"/>
    Task<ApiKeyWithSecret> CreateAsync(Id<User> serviceAccount, string name, string description, CancellationToken cancellationToken) =>
        CreateAsync(serviceAccount, new ApiKeyDefinition(name) { Description = description }, cancellationToken);

    /// <summary>
    /// Creates a key. Administrators can create every key, and owners of a workspace those that are limited to that workspace: such a
    /// key uses only the roles of its account, neither its private secrets nor what is shared with it.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/> (service account, workspace or secret), <see cref="ErrorCode.AlreadyExists"/>,
    /// <see cref="ErrorCode.InvalidArgument"/>, <see cref="ErrorCode.NotAllowed"/>.
    /// </exception>
    Task<ApiKeyWithSecret> CreateAsync(Id<User> serviceAccount, ApiKeyDefinition definition, CancellationToken cancellationToken);

    /// <summary>Returns a key by name or id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<ApiKey> FindAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching keys.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/> (service account).</exception>
    Task<Page<ApiKey>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken);

    /// <summary>Changes a key. An inactive key and the tokens issued for it are not valid.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.AlreadyExists"/>.</exception>
    Task<ApiKey> UpdateAsync(Id<User> serviceAccount, string nameOrId, ApiKeyUpdate update, CancellationToken cancellationToken);

    /// <summary>
    /// Rotates a key. The old key and the tokens issued for it stay valid while it is retained, but not beyond its own expiry. If the
    /// old key expires, the new one does after the same time, counted from now. Limits stay as they are.
    /// </summary>
    /// <param name="serviceAccount">The service account.</param>
    /// <param name="nameOrId">The name or id of the key.</param>
    /// <param name="retainMinutes">How many minutes the old key stays valid; 0 revokes it at once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<ApiKeyWithSecret> RotateAsync(
        Id<User> serviceAccount, string nameOrId, long retainMinutes, CancellationToken cancellationToken);

    /// <summary>Deletes a key and revokes the tokens issued for it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken);
}
