using System.Security.Cryptography;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>The driver that keeps values in the database itself, inside the transaction of the metadata.</summary>
internal sealed class SqlSecretsStore(SqlSession session, ValueSealer sealer) : ISecretsStore
{
    private const string Purpose = "secret";

    public async Task PutAsync(SecretsStoreEntry entry, SecretValues values, CancellationToken cancellationToken)
    {
        if (!values.Keys.SequenceEqual(entry.Keys, StringComparer.Ordinal))
        {
            throw new ArgumentException("The key names of the metadata are not those of the values.", nameof(entry));
        }

        await sealer.EnsureUsableAsync(session, cancellationToken);
        var plain = ValueBytes.Write(values.Values);
        var value = sealer.Seal(plain, Purpose, Owner(entry), Names(entry));
        CryptographicOperations.ZeroMemory(plain);
        await session.ExecuteAsync(
            """
            INSERT INTO secret_values (secret_id, version, key_id, wrapped_key, sealed) VALUES (@secret, @version, @key, @wrapped_key, @sealed)
            """,
            cancellationToken,
            ("@secret", entry.Secret.ToStored()), ("@version", entry.Version),
            ("@key", value.KeyId), ("@wrapped_key", value.WrappedKey), ("@sealed", value.Sealed));
        await session.ExecuteAsync("DELETE FROM secret_values WHERE secret_id = @secret AND version <> @version", cancellationToken,
            ("@secret", entry.Secret.ToStored()), ("@version", entry.Version));
        await new SecretTagging(session, sealer).CompleteIfFewAsync(cancellationToken);
    }

    public async Task<SecretValues?> GetAsync(SecretsStoreEntry entry, CancellationToken cancellationToken)
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
            ("@secret", entry.Secret.ToStored()), ("@version", entry.Version));
        await sealer.EnsureUsableAsync(session, cancellationToken);
        if (row is null)
        {
            return null;
        }

        // What the caller knows may come from an index, the tag comes from the table: whichever of the two is damaged, they do not agree.
        SecretTag.Check(sealer, entry.Metadata, row.Item2);
        var plain = sealer.Open(row.Item1, Purpose, Owner(entry), Names(entry));
        try
        {
            return ValueBytes.Read(plain, entry.Keys);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    public async Task<IReadOnlySet<Id<Secret>>> FindMissingAsync(IReadOnlyCollection<SecretsStoreEntry> entries, CancellationToken cancellationToken)
    {
        var kept = (await InList.QueryAsync(
            session, "SELECT v.secret_id, v.version FROM secret_values v WHERE v.secret_id IN", entries.Select(entry => entry.Secret.ToStored()),
            reader => (reader.GetId<Secret>(0), reader.GetInt64(1)), cancellationToken)).ToHashSet();
        return entries.Where(entry => !kept.Contains((entry.Secret, entry.Version))).Select(entry => entry.Secret).ToHashSet();
    }

    public Task DeleteAsync(Id<Secret> secret, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM secret_values WHERE secret_id = @secret", cancellationToken, ("@secret", secret.ToStored()));

    public Task EnsureUsableAsync(CancellationToken cancellationToken) => sealer.EnsureUsableAsync(session, cancellationToken);

    private static byte[] Owner(SecretsStoreEntry entry) => new AssociatedData().Add(entry.Secret.Value).Add(entry.Version).ToArray();

    private static byte[] Names(SecretsStoreEntry entry)
    {
        var names = new AssociatedData();
        foreach (var key in entry.Keys)
        {
            names.Add(key);
        }

        return names.ToArray();
    }
}
