using System.Security.Cryptography;
using System.Text;
using ZenML.Core.Auditing.Chains;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Encryption;

/// <summary>
/// Signs the audit log with a key that is derived from the key ring, so whoever only has the database cannot. One for each open store.
/// </summary>
internal sealed class AuditSigner(ValueSealer sealer) : IDisposable
{
    private readonly Lock gate = new();

    private readonly Dictionary<string, (long Position, byte[] Hash)> seen = new(StringComparer.Ordinal);

    private ECDsa? key;

    private byte[] publicKey = [];

    /// <summary>The fingerprint of the key. <see cref="EnsureUsableAsync"/> comes first.</summary>
    public string KeyId { get; private set; } = "";

    /// <summary>The public key.</summary>
    public byte[] PublicKey => publicKey;

    /// <summary>The public keys of the other keys of the key ring.</summary>
    public IReadOnlyList<byte[]> EarlierKeys { get; private set; } = [];

    /// <summary>Whether each change is signed in its own transaction, because nothing else here signs.</summary>
    public bool SignsChanges { get; init; }

    /// <summary>Whether this process has signed a change.</summary>
    public bool HasSigned { get; set; }

    /// <summary>Loads the key.</summary>
    /// <exception cref="Core.Errors.ZenException">The keys at hand are not those of the database.</exception>
    public async Task EnsureUsableAsync(SqlSession session, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            return;
        }

        await sealer.EnsureUsableAsync(session, cancellationToken);
        lock (gate)
        {
            if (key is null)
            {
                var created = sealer.CreateAuditKey();
                publicKey = created.ExportSubjectPublicKeyInfo();
                KeyId = AuditKey.FingerprintOf(publicKey);
                EarlierKeys = sealer.ReadEarlierAuditKeys();
                key = created;
            }
        }
    }

    /// <summary>Signs.</summary>
    public byte[] Sign(byte[] content)
    {
        lock (gate)
        {
            return key!.SignData(content, HashAlgorithmName.SHA256);
        }
    }

    /// <summary>Whether a signature is of a key of the key ring.</summary>
    public bool Verifies(string keyId, byte[] content, byte[] signature)
    {
        foreach (var candidate in (IEnumerable<byte[]>)[publicKey, .. EarlierKeys])
        {
            if (AuditKey.FingerprintOf(candidate) == keyId)
            {
                using var known = AuditKey.Read(candidate);
                return known.Verifies(content, signature);
            }
        }

        return false;
    }

    /// <summary>The proof of a number of events that can grow.</summary>
    public byte[] MakeCountTag(string id, long count) => sealer.MakeTag(CountOf(id, count));

    /// <summary>Whether a number of events is what was written.</summary>
    public bool IsCount(string id, long count, byte[] tag) => sealer.IsAuthentic(CountOf(id, count), tag);

    /// <summary>
    /// Remembers the last checkpoint that the database has, and says whether it still has the one that was remembered before.
    /// </summary>
    /// <param name="chain">The chain.</param>
    /// <param name="position">The place of the last checkpoint; -1 for none.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="isStill">Whether the database still has a hash at a place.</param>
    /// <returns>Null if this process has not looked at the chain before.</returns>
    public async Task<bool?> IsAsSeenAsync(string chain, long position, byte[] hash, Func<long, byte[], Task<bool>> isStill)
    {
        (long Position, byte[] Hash) before;
        lock (gate)
        {
            if (!seen.TryGetValue(chain, out before))
            {
                seen[chain] = (position, hash);
                return null;
            }
        }

        if (position < before.Position || (before.Position > 0 && !await isStill(before.Position, before.Hash)))
        {
            return false;
        }

        lock (gate)
        {
            seen[chain] = (position, hash);
        }

        return true;
    }

    /// <summary>Forgets what was seen, after the file of a chain was replaced.</summary>
    public void Forget(string chain)
    {
        lock (gate)
        {
            seen.Remove(chain);
        }
    }

    /// <summary>Releases the key.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            key?.Dispose();
        }
    }

    private static byte[] CountOf(string id, long count) => new AssociatedData()
        .Add(Encoding.UTF8.GetBytes("zenml-dotnet 1 audit count")).Add(id).Add(count).ToArray();
}
