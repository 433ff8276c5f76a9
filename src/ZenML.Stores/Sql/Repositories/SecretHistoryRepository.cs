using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Entries of secrets' histories, and what there is of the values of each version.</summary>
/// <param name="session">The connection.</param>
/// <param name="sealer">Makes and checks the tags of entries.</param>
internal sealed class SecretHistoryRepository(SqlSession session, ValueSealer sealer) : ISecretHistoryRepository
{
    private const string StoredVersions =
        """
        SELECT v.version AS version, v.created AS created FROM secret_values v WHERE v.secret_id = @secret
        UNION ALL SELECT e.version, e.created FROM external_values e WHERE e.secret_id = @secret
        """;

    public async Task<IReadOnlyList<SecretVersion>> ListAsync(
        SecretInfo secret, long? before, int limit, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        SqlParameter[] parameters =
            [("@secret", secret.Id.ToStored()), ("@before", before ?? long.MaxValue), ("@limit", (long)limit)];
        var entries = await session.QueryAsync(
            $"""
            SELECT {SecretEntryRows.Columns} FROM secret_changes c
            WHERE c.secret_id = @secret AND c.version < @before ORDER BY c.version DESC LIMIT @limit
            """,
            reader => SecretEntryRows.Read(sealer, reader),
            cancellationToken,
            parameters);
        var stored = (await session.QueryAsync(
            $"""
            SELECT x.version, x.created FROM ({StoredVersions}) x
            WHERE x.version < @before ORDER BY x.version DESC LIMIT @limit
            """,
            reader => (Version: reader.GetInt64(0), Created: reader.GetTimeOrNull(1)),
            cancellationToken,
            parameters)).ToDictionary(row => row.Version, row => row.Created);
        if (secret.ValuesVersion < (before ?? long.MaxValue))
        {
            // Also if its values are lost, which reading them says.
            stored.TryAdd(secret.ValuesVersion, null);
        }

        // The newest entries and the newest values: whatever is among the newest of both together is in one of the two.
        var unknown = stored.Keys.Except(entries.Select(entry => entry.Version))
            .Select(version => new SecretVersion
            {
                Version = version,
                Kind = SecretVersionKind.Unknown,
                Created = stored[version],
                HasValues = true,
            });
        return
        [
            .. entries.Concat(unknown).OrderByDescending(entry => entry.Version).Take(limit)
                .Select(entry => entry with { State = StateOf(entry, secret, stored.ContainsKey(entry.Version)) }),
        ];
    }

    public async Task<SecretVersion?> FindAsync(SecretInfo secret, long version, CancellationToken cancellationToken) =>
        version is > 0 and < long.MaxValue
            && await ListAsync(secret, version + 1, limit: 1, cancellationToken) is [var entry] && entry.Version == version
                ? entry
                : null;

    public async Task<long?> FindStoredBeforeAsync(Id<Secret> secret, long version, CancellationToken cancellationToken)
    {
        var latest = await session.CountAsync(
            $"SELECT COALESCE(MAX(x.version), 0) FROM ({StoredVersions}) x WHERE x.version < @version",
            cancellationToken, ("@secret", secret.ToStored()), ("@version", version));
        return latest == 0 ? null : latest;
    }

    public async Task MarkDestroyedAsync(
        Id<Secret> secret, SecretVersion version, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        await session.ExecuteAsync(
            $"DELETE FROM secret_changes WHERE secret_id = @entry_secret AND version = @entry_version; {SecretEntryRows.Insert}",
            cancellationToken,
            SecretEntryRows.Parameters(sealer, secret, version with { Destroyed = now }));
    }

    private static SecretVersionState StateOf(SecretVersion entry, SecretInfo secret, bool isStored) =>
        entry.Version == secret.ValuesVersion ? SecretVersionState.Current
        : isStored ? SecretVersionState.Stored
        : entry.HasValues ? SecretVersionState.Destroyed
        : SecretVersionState.NoValues;
}
