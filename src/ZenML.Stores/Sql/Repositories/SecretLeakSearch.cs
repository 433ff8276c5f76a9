using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Leaks;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>
/// Searches secrets for a value by fingerprints. Decrypts only values that have none, because an older version wrote them.
/// </summary>
internal sealed class SecretLeakSearch(SqlSession session, ValueSealer sealer)
{
    /// <summary>Searches the secrets that follow one, in the order of their ids.</summary>
    public async Task<SecretLeakPage> FindAsync(
        SensitiveString value, bool allVersions, string after, int limit, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var ids = await session.QueryAsync(
            "SELECT s.id FROM secrets s WHERE s.id > @after ORDER BY s.id LIMIT @limit",
            reader => reader.GetString(0), cancellationToken, ("@after", after), ("@limit", (long)limit));
        if (ids.Count == 0)
        {
            return new SecretLeakPage([], null);
        }

        var rows = await session.QueryAsync(
            $"""
            SELECT {SecretRows.Columns}, v.version, v.key_id, v.key_names, v.fingerprints
            FROM secrets s {SecretRows.Joins} JOIN secret_values v ON v.secret_id = s.id
            WHERE s.id > @after AND s.id <= @last{(allVersions ? "" : " AND v.version = s.values_version")}
            ORDER BY s.id, v.version
            """,
            reader =>
            {
                const int first = SecretRows.ColumnCount;
                var secret = SecretRows.Map(reader);
                return new Candidate(
                    secret,
                    reader.GetInt64(first),
                    reader.GetString(first + 1),
                    reader.GetTextOrNull(first + 2) is { } names ? KeyNames.Read(names) : secret.Keys,
                    reader.IsDBNull(first + 3) ? null : reader.GetBytes(first + 3));
            },
            cancellationToken, ("@after", after), ("@last", ids[^1]));
        var found = new List<SecretLeak>();
        foreach (var row in rows)
        {
            var keys = row.Fingerprints is { } fingerprints
                ? ValueFingerprints.Find(sealer, row.KeyId, row.Secret.Id, row.Version, fingerprints, value)
                    .Where(place => place < row.Keys.Count).Select(place => row.Keys[place])
                : await FindByDecryptingAsync(row, value, cancellationToken);
            found.AddRange(keys.Select(key => new SecretLeak(row.Secret, row.Version, key)));
        }

        return new SecretLeakPage(found, ids.Count == limit ? ids[^1] : null);
    }

    private async Task<IReadOnlyList<string>> FindByDecryptingAsync(
        Candidate row, SensitiveString value, CancellationToken cancellationToken)
    {
        var stored = await session.FindAsync(
            "SELECT v.key_id, v.wrapped_key, v.sealed FROM secret_values v WHERE v.secret_id = @secret AND v.version = @version",
            reader => new SealedValue(reader.GetString(0), reader.GetBytes(1), reader.GetBytes(2)),
            cancellationToken, ("@secret", row.Secret.Id.ToStored()), ("@version", row.Version));
        try
        {
            return stored is null
                ? []
                :
                [
                    .. SealedSecretValues.Open(sealer, row.Secret.Id, row.Version, row.Keys, stored)
                        .Where(pair => pair.Value.Equals(value)).Select(pair => pair.Key),
                ];
        }
        catch (ZenException exception) when (exception.Code is ErrorCode.StoreDamaged or ErrorCode.WrongEncryptionKey)
        {
            // 'zenml store check' names it.
            return [];
        }
    }

    private sealed record Candidate(SecretInfo Secret, long Version, string KeyId, IReadOnlyList<string> Keys, byte[]? Fingerprints);
}
