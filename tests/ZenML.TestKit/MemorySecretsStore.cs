using System.Collections.Concurrent;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;

namespace ZenML.TestKit;

/// <summary>A back end for values outside the database, in memory.</summary>
public class MemorySecretsStore : ISecretsStore, ISecretVersionLister
{
    private readonly ConcurrentDictionary<SecretVersionKey, (string BackendVersion, SecretValues Values)> stored = [];

    private int puts;

    /// <summary>Called before a version is stored, with the key; throws to make the store fail.</summary>
    public Func<SecretVersionKey, CancellationToken, Task> OnPut { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before a version is deleted.</summary>
    public Func<Task> OnDelete { get; set; } = () => Task.CompletedTask;

    /// <summary>Whether deletions fail.</summary>
    public bool RefusesDeletions { get; set; }

    /// <summary>How many requests read values.</summary>
    public int Reads { get; private set; }

    /// <summary>All versions that are stored.</summary>
    public IReadOnlyCollection<SecretVersionKey> Keys => [.. stored.Keys];

    /// <inheritdoc />
    public async Task<string> PutAsync(SecretVersionKey key, SecretValues values, CancellationToken cancellationToken)
    {
        await OnPut(key, cancellationToken);
        var backendVersion = $"v{Interlocked.Increment(ref puts)}";
        return stored.TryAdd(key, (backendVersion, new SecretValues(values)))
            ? backendVersion
            : throw new InvalidOperationException("A key was used twice.");
    }

    /// <inheritdoc />
    public Task<SecretValues?> GetAsync(StoredSecretVersion version, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Find(version));
    }

    /// <inheritdoc />
    public async Task DeleteAsync(SecretVersionKey key, CancellationToken cancellationToken)
    {
        await OnDelete();
        if (RefusesDeletions)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, "The store refuses deletions for a test.");
        }

        stored.TryRemove(key, out _);
    }

    /// <inheritdoc />
    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public IAsyncEnumerable<SecretVersionKey> ListVersionsAsync(CancellationToken cancellationToken) => Keys.ToAsyncEnumerable();

    /// <summary>Deletes all values, past the service.</summary>
    public void Lose() => stored.Clear();

    /// <summary>Counts a request that reads values.</summary>
    protected void CountRead() => Reads++;

    /// <summary>The values of a version; null if it is not stored.</summary>
    protected SecretValues? Find(StoredSecretVersion version) =>
        stored.TryGetValue(version.Key, out var found) && found.BackendVersion == version.BackendVersion
            ? new SecretValues(found.Values)
            : null;
}
