using System.Security.Cryptography;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// Fingerprints of the values of one version, in the order of its keys. Equal values of two secrets, or of two versions, have different
/// ones, so that the database alone does not say which values are equal; and it has no key to try values with.
/// </summary>
internal static class ValueFingerprints
{
    private const int Size = 16;

    /// <summary>The fingerprints of values. The keys must be loaded.</summary>
    public static byte[] Make(ValueSealer sealer, string keyId, Id<Secret> secret, long version, SecretValues values)
    {
        var fingerprints = new byte[values.Count * Size];
        foreach (var (index, value) in values.Values.Index())
        {
            Of(sealer, keyId, secret, version, value).AsSpan(0, Size).CopyTo(fingerprints.AsSpan(index * Size));
        }

        return fingerprints;
    }

    /// <summary>The places of the keys that have a value.</summary>
    public static IEnumerable<int> Find(
        ValueSealer sealer, string keyId, Id<Secret> secret, long version, byte[] fingerprints, SensitiveString value)
    {
        var wanted = Of(sealer, keyId, secret, version, value).AsMemory(0, Size);
        return Enumerable.Range(0, fingerprints.Length / Size)
            .Where(place => CryptographicOperations.FixedTimeEquals(fingerprints.AsSpan(place * Size, Size), wanted.Span));
    }

    /// <summary>Gives fingerprints to values that an older version wrote.</summary>
    /// <returns>The id of the last secret that was looked at; null if none is left.</returns>
    public static async Task<string?> CompleteAsync(
        SqlSession session, ValueSealer sealer, string after, int limit, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var rows = await session.QueryAsync(
            """
            SELECT v.secret_id, v.version, v.key_id, v.wrapped_key, v.sealed, COALESCE(v.key_names, s.key_names)
            FROM secret_values v JOIN secrets s ON s.id = v.secret_id
            WHERE v.secret_id > @after AND v.fingerprints IS NULL ORDER BY v.secret_id, v.version LIMIT @limit
            """,
            reader => (
                Secret: reader.GetId<Secret>(0), Version: reader.GetInt64(1),
                Value: new SealedValue(reader.GetString(2), reader.GetBytes(3), reader.GetBytes(4)), Names: reader.GetString(5)),
            cancellationToken, ("@after", after), ("@limit", (long)limit));
        foreach (var row in rows)
        {
            if (TryMake(sealer, row.Secret, row.Version, row.Names, row.Value) is { } fingerprints)
            {
                await session.ExecuteAsync(
                    "UPDATE secret_values SET fingerprints = @fingerprints WHERE secret_id = @secret AND version = @version",
                    cancellationToken,
                    ("@fingerprints", fingerprints), ("@secret", row.Secret.ToStored()), ("@version", row.Version));
            }
        }

        // Versions of the last secret may be left: they are found by decrypting them, and by the next run.
        return rows.Count == limit ? rows[^1].Secret.ToStored() : null;
    }

    private static byte[]? TryMake(ValueSealer sealer, Id<Secret> secret, long version, string names, SealedValue value)
    {
        try
        {
            var values = SealedSecretValues.Open(sealer, secret, version, KeyNames.Read(names), value);
            return Make(sealer, value.KeyId, secret, version, values);
        }
        catch (Exception exception) when (exception is Core.Errors.ZenException or FormatException)
        {
            // Damaged values stay as they are: 'zenml store check' names them.
            return null;
        }
    }

    private static byte[] Of(ValueSealer sealer, string keyId, Id<Secret> secret, long version, SensitiveString value) =>
        sealer.FindFingerprint(keyId, new AssociatedData().Add(secret.Value).Add(version).Add(value.Reveal()).ToArray())
        ?? RandomNumberGenerator.GetBytes(Size);
}
