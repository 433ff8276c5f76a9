using System.Security.Cryptography;
using ZenML.Core.Errors;
using ZenML.Stores.Sql;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Encryption;

/// <summary>
/// Seals and opens values: each with a random data key of its own, which a key of the key ring wraps. Both ciphertexts are bound to what
/// they belong to.
/// Keys are read and checked when a value is first sealed or opened, not before.
/// </summary>
internal sealed class ValueSealer(KeySource source) : IDisposable
{
    private readonly Lock gate = new();

    private KeyRing? ring;

    private volatile bool allRowsTagged;

    private bool disposed;

    /// <summary>Whether a row of a secret without a tag is damage. False while a store of an older version is being upgraded.</summary>
    public bool AllRowsTagged => allRowsTagged;

    /// <summary>Checks that the keys at hand are those that the database was created with.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.WrongEncryptionKey"/>, <see cref="ErrorCode.StoreDamaged"/>.</exception>
    public async Task EnsureUsableAsync(SqlSession session, CancellationToken cancellationToken)
    {
        if (ring is not null)
        {
            return;
        }

        var known = await session.QueryAsync(
            "SELECT k.id, k.origin, k.key_check FROM encryption_keys k",
            reader => new KnownKey(reader.GetString(0), reader.GetString(1), reader.GetBytes(2)), cancellationToken);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            ring ??= LoadChecked(known);
        }
    }

    /// <summary>Records the keys at hand in a new database.</summary>
    public async Task BeginAsync(SqlSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ring = source.LoadOrCreate(now);
        allRowsTagged = true;
        foreach (var id in ring.Ids)
        {
            await session.ExecuteAsync("INSERT INTO encryption_keys (id, origin, key_check, created) VALUES (@id, "
                + "@origin, @check, @created)",
                cancellationToken,
                ("@id", id), ("@origin", source.Origin), ("@check", KnownKey.MakeCheck(id, Key(id))), ("@created", now.ToStored()));
        }
    }

    /// <summary>Seals a value. <see cref="EnsureUsableAsync"/> comes first.</summary>
    /// <param name="plain">The value.</param>
    /// <param name="purpose">The kind of value, so that one kind cannot replace another.</param>
    /// <param name="owner">What it belongs to.</param>
    /// <param name="content">What else is to be authenticated with it.</param>
    public SealedValue Seal(ReadOnlySpan<byte> plain, string purpose, byte[] owner, byte[]? content)
    {
        Span<byte> dataKey = stackalloc byte[KeyRing.KeySize];
        RandomNumberGenerator.Fill(dataKey);
        try
        {
            var id = ring!.PrimaryId;
            return new SealedValue(
                id,
                Key(id).Seal(dataKey, ForDataKey(id, purpose, owner)),
                SealedBytes.Seal(dataKey, plain, ForValue(purpose, owner, content)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>Opens a value. <see cref="EnsureUsableAsync"/> comes first. The caller overwrites the result after use.</summary>
    public byte[] Open(SealedValue value, string purpose, byte[] owner, byte[]? content)
    {
        if (!ring!.TryGet(value.KeyId, out var key))
        {
            throw new ZenException(ErrorCode.WrongEncryptionKey,
                $"A {purpose} was encrypted with the key '{value.KeyId}', which is not available. Nothing was changed.");
        }

        if (!key.TryOpen(value.WrappedKey, ForDataKey(value.KeyId, purpose, owner), out var dataKey))
        {
            throw DoesNotBelong(purpose);
        }

        try
        {
            return dataKey.Length == KeyRing.KeySize
                && SealedBytes.TryOpen(dataKey, value.Sealed, ForValue(purpose, owner, content), out var plain)
                ? plain
                : throw DoesNotBelong(purpose);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>The tag of a row. <see cref="EnsureUsableAsync"/> comes first.</summary>
    /// <param name="row">What the row says, in a form that cannot be read in two ways.</param>
    public byte[] MakeTag(ReadOnlySpan<byte> row) => Key(ring!.PrimaryId).Authenticate(row);

    /// <summary>Whether a row is what was written. <see cref="EnsureUsableAsync"/> comes first.</summary>
    /// <param name="row">As in <see cref="MakeTag"/>.</param>
    /// <param name="tag">The tag that is stored with the row; null for none.</param>
    public bool IsAuthentic(ReadOnlySpan<byte> row, byte[]? tag)
    {
        if (tag is null)
        {
            return !allRowsTagged;
        }

        foreach (var id in ring!.Ids)
        {
            if (CryptographicOperations.FixedTimeEquals(Key(id).Authenticate(row), tag))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fingerprint of a value under a key of the ring; null if the ring has no such key.</summary>
    public byte[]? FindFingerprint(string keyId, ReadOnlySpan<byte> data) =>
        ring!.TryGet(keyId, out var key) ? key.Fingerprint(data) : null;

    /// <summary>The key that signs the audit log. <see cref="EnsureUsableAsync"/> comes first.</summary>
    public ECDsa CreateAuditKey() => Key(ring!.PrimaryId).DeriveAuditKey();

    /// <summary>The public keys that the other keys of the ring signed the audit log with.</summary>
    public IReadOnlyList<byte[]> ReadEarlierAuditKeys()
    {
        var keys = new List<byte[]>();
        foreach (var id in ring!.Ids.Where(id => id != ring.PrimaryId))
        {
            using var key = Key(id).DeriveAuditKey();
            keys.Add(key.ExportSubjectPublicKeyInfo());
        }

        return keys;
    }

    /// <summary>Writes down that every row of a secret has a tag now. <see cref="EnsureUsableAsync"/> comes first.</summary>
    public async Task RecordAllRowsTaggedAsync(SqlSession session, CancellationToken cancellationToken)
    {
        foreach (var id in ring!.Ids)
        {
            await session.ExecuteAsync("UPDATE encryption_keys SET key_check = @check WHERE id = @id", cancellationToken,
                ("@check", KnownKey.MakeCheck(id, Key(id))), ("@id", id));
        }
    }

    /// <summary>Rejects rows without a tag from now on. Only after <see cref="RecordAllRowsTaggedAsync"/> was committed.</summary>
    public void RequireTags() => allRowsTagged = true;

    /// <summary>Overwrites the keys in memory.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            ring?.Dispose();
        }
    }

    private SealingKey Key(string id) =>
        ring!.TryGet(id, out var key) ? key : throw new InvalidOperationException("The ring has no such key.");

    private KeyRing LoadChecked(List<KnownKey> known)
    {
        if (known.Count == 0)
        {
            throw new ZenException(
                ErrorCode.StoreDamaged,
                "The store does not contain the id of the encryption key that it was created with. Restore it from a backup.");
        }

        var loaded = source.Load(known) ?? throw WrongKey.RingMissing(source, known);
        foreach (var key in known)
        {
            if (!loaded.TryGet(key.Id, out var material) || !key.Is(material, out var requiresTags))
            {
                loaded.Dispose();
                throw WrongKey.Other(source, known);
            }

            allRowsTagged |= requiresTags;
        }

        return known.Any(key => key.Id == loaded.PrimaryId) ? loaded : throw WrongKey.Other(source, known);
    }

    private static byte[] ForDataKey(string keyId, string purpose, byte[] owner) =>
        new AssociatedData().Add("zenml-dotnet 1 data key").Add(purpose).Add(keyId).Add(owner).ToArray();

    private static byte[] ForValue(string purpose, byte[] owner, byte[]? content) =>
        new AssociatedData().Add("zenml-dotnet 1 value").Add(purpose).Add(owner).Add(content ?? []).ToArray();

    private static ZenException DoesNotBelong(string purpose) => new(ErrorCode.StoreDamaged,
        $"The stored values of a {purpose} do not belong to it: the store is damaged, or another program changed it. "
        + $"Restore it from a backup.");
}
