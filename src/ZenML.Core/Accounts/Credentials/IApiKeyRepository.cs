using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Where API keys are kept.</summary>
public interface IApiKeyRepository
{
    /// <summary>Finds keys of one service account.</summary>
    ILookupSource<ApiKey> Of(Id<User> serviceAccount);

    /// <summary>One page of the keys of a service account that fit.</summary>
    Task<Page<ApiKey>> ListAsync(ResourceQuery query, Id<User> serviceAccount, CancellationToken cancellationToken);

    /// <summary>A key with what is kept of its secret part.</summary>
    Task<(ApiKey Key, ApiKeyHashes Hashes)?> FindWithHashesAsync(Id<ApiKey> id, CancellationToken cancellationToken);

    /// <summary>Adds a key.</summary>
    Task AddAsync(ApiKey key, ApiKeyHashes hashes, CancellationToken cancellationToken);

    /// <summary>Writes name, description, activity and times of a key.</summary>
    Task UpdateAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>The same, and the secret part.</summary>
    Task UpdateAsync(ApiKey key, ApiKeyHashes hashes, CancellationToken cancellationToken);

    /// <summary>Writes when someone last logged in with a key, and nothing else.</summary>
    Task RecordLoginAsync(Id<ApiKey> id, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>Deletes a key.</summary>
    Task DeleteAsync(Id<ApiKey> id, CancellationToken cancellationToken);
}
