using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Stores API keys.</summary>
public interface IApiKeyRepository
{
    /// <summary>The keys of a service account, for lookups.</summary>
    ILookupSource<ApiKey> Of(Id<User> serviceAccount);

    /// <summary>Returns one page of the matching keys of a service account.</summary>
    Task<Page<ApiKey>> ListAsync(ResourceQuery query, Id<User> serviceAccount, CancellationToken cancellationToken);

    /// <summary>Returns a key with the hashes of its secret part.</summary>
    Task<(ApiKey Key, ApiKeyHashes Hashes)?> FindWithHashesAsync(Id<ApiKey> id, CancellationToken cancellationToken);

    /// <summary>Adds a key.</summary>
    Task AddAsync(ApiKey key, ApiKeyHashes hashes, CancellationToken cancellationToken);

    /// <summary>Updates the name, description, state, limits and times of a key.</summary>
    Task UpdateAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>Updates a key and the hashes of its secret part.</summary>
    Task UpdateAsync(ApiKey key, ApiKeyHashes hashes, CancellationToken cancellationToken);

    /// <summary>Updates only when a key was last used to log in, and from where.</summary>
    Task RecordLoginAsync(Id<ApiKey> id, DateTimeOffset time, string? address, CancellationToken cancellationToken);

    /// <summary>Updates only when a key was last used and from where, unless a later use is stored already.</summary>
    Task RecordUseAsync(Id<ApiKey> id, DateTimeOffset time, string? address, CancellationToken cancellationToken);

    /// <summary>Deletes a key.</summary>
    Task DeleteAsync(Id<ApiKey> id, CancellationToken cancellationToken);
}
