using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;

namespace ZenML.TestKit;

/// <summary>A back end in memory that reads many versions at once and says which are missing.</summary>
public sealed class BatchingSecretsStore : MemorySecretsStore, ISecretBatchReader, ISecretPresenceCheck
{
    /// <inheritdoc />
    public Task<IReadOnlyDictionary<SecretVersionKey, SecretValues>> GetManyAsync(
        IReadOnlyCollection<StoredSecretVersion> versions, CancellationToken cancellationToken)
    {
        CountRead();
        var found = new Dictionary<SecretVersionKey, SecretValues>();
        foreach (var version in versions)
        {
            if (Find(version) is { } values)
            {
                found[version.Key] = values;
            }
        }

        return Task.FromResult<IReadOnlyDictionary<SecretVersionKey, SecretValues>>(found);
    }

    /// <inheritdoc />
    public Task<IReadOnlySet<SecretVersionKey>> FindMissingAsync(
        IReadOnlyCollection<StoredSecretVersion> versions, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<SecretVersionKey>>(
            versions.Where(version => Find(version) is null).Select(version => version.Key).ToHashSet());
}
