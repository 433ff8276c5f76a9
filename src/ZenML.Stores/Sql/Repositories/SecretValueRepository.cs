using System.Security.Cryptography;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Leaks;
using ZenML.Core.Secrets.Storage;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Stores values in the database itself, in the transaction of the metadata.</summary>
/// <param name="session">The connection.</param>
/// <param name="sealer">Encrypts and decrypts values.</param>
/// <param name="keptVersions">How many versions of a secret's values are kept, the current one among them, unless the secret has a number
/// of its own.</param>
internal sealed class SecretValueRepository(SqlSession session, ValueSealer sealer, int keptVersions) : ISecretValueRepository
{
    // Versions that were written before key names were stored with each: there is one at most, and the row of the
    // secret still has its names.
    private const string CompleteOldVersion =
        """
        UPDATE secret_values SET key_names = (SELECT s.key_names FROM secrets s WHERE s.id = @secret)
        WHERE secret_id = @secret AND version <> @version AND key_names IS NULL
        """;

    private const string DeleteOldVersions =
        """
        ; DELETE FROM secret_values WHERE secret_id = @secret AND version <= (SELECT old.version FROM (
            SELECT v.version FROM secret_values v WHERE v.secret_id = @secret ORDER BY v.version DESC LIMIT 1 OFFSET @kept) old)
        """;

    /// <summary>Whether values were destroyed on purpose, so that no copy should remain in a log once that is committed.</summary>
    public bool Destroys { get; private set; }

    public async Task PutAsync(SecretInfo secret, SecretValues values, CancellationToken cancellationToken)
    {
        if (!values.Keys.SequenceEqual(secret.Keys, StringComparer.Ordinal))
        {
            throw new ArgumentException("The key names of the metadata are not those of the values.", nameof(secret));
        }

        await sealer.EnsureUsableAsync(session, cancellationToken);
        var plain = ValueBytes.Write(values.Values);
        var value = SealedSecretValues.Seal(sealer, secret, plain);
        CryptographicOperations.ZeroMemory(plain);
        await session.ExecuteAsync(
            """
            INSERT INTO secret_values (secret_id, version, key_id, wrapped_key, sealed, key_names, created, fingerprints)
            VALUES (@secret, @version, @key, @wrapped_key, @sealed, @key_names, @created, @fingerprints)
            """,
            cancellationToken,
            ("@secret", secret.Id.ToStored()), ("@version", secret.ValuesVersion),
            ("@key", value.KeyId), ("@wrapped_key", value.WrappedKey), ("@sealed", value.Sealed),
            ("@key_names", KeyNames.Write(secret.Keys)), ("@created", secret.Updated.ToStored()),
            ("@fingerprints", ValueFingerprints.Make(sealer, value.KeyId, secret.Id, secret.ValuesVersion, values)));
        await TrimAsync(secret, cancellationToken);
        await new SecretTagging(session, sealer).CompleteIfFewAsync(cancellationToken);
    }

    public async Task<SecretValues?> GetAsync(SecretInfo secret, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync(
            """
            SELECT v.key_id, v.wrapped_key, v.sealed, s.tag
            FROM secret_values v LEFT JOIN secrets s ON s.id = v.secret_id
            WHERE v.secret_id = @secret AND v.version = @version
            """,
            reader => Tuple.Create(
                new SealedValue(reader.GetString(0), reader.GetBytes(1), reader.GetBytes(2)),
                reader.IsDBNull(3) ? null : reader.GetBytes(3)),
            cancellationToken,
            ("@secret", secret.Id.ToStored()), ("@version", secret.ValuesVersion));
        await sealer.EnsureUsableAsync(session, cancellationToken);
        if (row is null)
        {
            return null;
        }

        // What the caller knows may come from an index, the tag comes from the table: if either is damaged, they do not agree.
        var (value, tag) = row;
        SecretTag.Check(sealer, secret, tag);
        return SealedSecretValues.Open(sealer, secret.Id, secret.ValuesVersion, secret.Keys, value);
    }

    public async Task<SecretValues?> GetVersionAsync(SecretInfo secret, long version, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync(
            """
            SELECT v.key_id, v.wrapped_key, v.sealed, v.key_names, s.tag
            FROM secret_values v LEFT JOIN secrets s ON s.id = v.secret_id
            WHERE v.secret_id = @secret AND v.version = @version
            """,
            reader => Tuple.Create(
                new SealedValue(reader.GetString(0), reader.GetBytes(1), reader.GetBytes(2)),
                reader.GetTextOrNull(3) is { } names ? KeyNames.Read(names) : secret.Keys,
                reader.IsDBNull(4) ? null : reader.GetBytes(4)),
            cancellationToken,
            ("@secret", secret.Id.ToStored()), ("@version", version));
        await sealer.EnsureUsableAsync(session, cancellationToken);
        if (row is null)
        {
            return null;
        }

        // The values are bound to the secret, the version and the key names, so no other row can take the place of this one.
        var (value, keys, tag) = row;
        SecretTag.Check(sealer, secret, tag);
        return SealedSecretValues.Open(sealer, secret.Id, version, keys, value);
    }

    public async Task<IReadOnlySet<Id<Secret>>> FindMissingAsync(
        IReadOnlyCollection<SecretInfo> secrets, CancellationToken cancellationToken)
    {
        var present = (await InList.QueryAsync(
            session,
            "SELECT v.secret_id, v.version FROM secret_values v WHERE v.secret_id IN",
            secrets.Select(secret => secret.Id.ToStored()),
            reader => (reader.GetId<Secret>(0), reader.GetInt64(1)),
            cancellationToken)).ToHashSet();
        return secrets.Where(secret => !present.Contains((secret.Id, secret.ValuesVersion))).Select(secret => secret.Id).ToHashSet();
    }

    public async Task DeleteAsync(Id<Secret> secret, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "DELETE FROM secret_values WHERE secret_id = @secret", cancellationToken, ("@secret", secret.ToStored()));
        Destroys = true;
    }

    public async Task DestroyAsync(Id<Secret> secret, long version, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "DELETE FROM secret_values WHERE secret_id = @secret AND version = @version",
            cancellationToken, ("@secret", secret.ToStored()), ("@version", version));
        Destroys = true;
    }

    public Task<SecretLeakPage> FindByValueAsync(
        SensitiveString value, bool allVersions, string after, int limit, CancellationToken cancellationToken) =>
        new SecretLeakSearch(session, sealer).FindAsync(value, allVersions, after, limit, cancellationToken);

    public Task EnsureUsableAsync(CancellationToken cancellationToken) => sealer.EnsureUsableAsync(session, cancellationToken);

    /// <remarks>A secret has no more versions of values than changes, so most changes have nothing to delete.</remarks>
    public async Task TrimAsync(SecretInfo secret, CancellationToken cancellationToken)
    {
        var kept = secret.KeepVersions ?? keptVersions;
        SqlParameter[] version = [("@secret", secret.Id.ToStored()), ("@version", secret.ValuesVersion)];
        if (secret.ValuesVersion > kept)
        {
            await session.ExecuteAsync(
                CompleteOldVersion + DeleteOldVersions, cancellationToken, [.. version, ("@kept", (long)kept)]);
        }
        else if (secret.ValuesVersion > 1)
        {
            await session.ExecuteAsync(CompleteOldVersion, cancellationToken, version);
        }
    }
}
