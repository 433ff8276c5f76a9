using System.Diagnostics.CodeAnalysis;

namespace ZenML.Stores.Encryption;

/// <summary>The keys that wrap data keys. New values use the primary one; the others can still open what they wrapped.</summary>
internal sealed class KeyRing(string primaryId, IReadOnlyDictionary<string, byte[]> keys) : IDisposable
{
    /// <summary>How long a key is, in bytes.</summary>
    public const int KeySize = 32;

    private readonly Dictionary<string, SealingKey> keys = keys.ToDictionary(
        key => key.Key, key => new SealingKey(key.Value), StringComparer.Ordinal);

    /// <summary>The key for new values.</summary>
    public string PrimaryId { get; } = primaryId;

    /// <summary>The ids of all keys.</summary>
    public IEnumerable<string> Ids => keys.Keys;

    /// <summary>The key of an id. It stays the ring's.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out SealingKey? key) => keys.TryGetValue(id, out key);

    /// <summary>Overwrites the keys in memory.</summary>
    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }
}
