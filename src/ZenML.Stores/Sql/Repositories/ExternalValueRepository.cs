using System.Data.Common;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Where a back end stores values, and which writes and deletions there are unfinished.</summary>
/// <param name="session">The connection.</param>
/// <param name="sealer">Checks the rows of secrets.</param>
/// <param name="keptVersions">How many versions of a secret's values are kept, the current one among them, unless the secret has a number
/// of its own.</param>
internal sealed class ExternalValueRepository(SqlSession session, ValueSealer sealer, int keptVersions) : IExternalValueRepository
{
    /// <summary>Makes intents to delete of the versions of a secret that a condition names; the condition follows.</summary>
    public const string RetireWhere =
        """
        INSERT INTO external_value_intents (write_id, secret_id, version, kind, expires)
        SELECT e.write_id, e.secret_id, e.version, 'delete', 0 FROM external_values e WHERE e.secret_id
        """;

    private const string Older =
        """
        version <= (SELECT old.version FROM (
            SELECT v.version FROM external_values v WHERE v.secret_id = @secret ORDER BY v.version DESC LIMIT 1 OFFSET @kept) old)
        """;

    private const int KeysPerUpdate = 500;

    private const string CountStored =
        "SELECT COUNT(*) FROM external_values e WHERE e.secret_id = @secret AND e.version = @version AND e.write_id = @write";

    public async Task<IReadOnlyList<StoredSecretVersion>> FindAsync(
        IReadOnlyCollection<SecretInfo> secrets, CancellationToken cancellationToken)
    {
        if (secrets.Count == 0)
        {
            return [];
        }

        var rows = await InList.QueryAsync(
            session,
            """
            SELECT e.write_id, e.secret_id, e.version, e.backend_version, s.tag
            FROM secrets s JOIN external_values e ON e.secret_id = s.id AND e.version = s.values_version WHERE s.id IN
            """,
            secrets.Select(secret => secret.Id.ToStored()),
            reader => (
                Version: new StoredSecretVersion(MapKey(reader), reader.GetString(3)),
                Tag: reader.IsDBNull(4) ? null : reader.GetBytes(4)),
            cancellationToken);
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var byId = secrets.ToDictionary(secret => secret.Id);
        foreach (var (version, tag) in rows)
        {
            SecretTag.Check(sealer, byId[version.Key.Secret], tag);
        }

        return [.. rows.Select(row => row.Version)];
    }

    public async Task<(StoredSecretVersion Version, IReadOnlyList<string> Keys)?> FindVersionAsync(
        SecretInfo secret, long version, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync(
            """
            SELECT e.write_id, e.secret_id, e.version, e.backend_version, e.key_names, s.tag
            FROM secrets s JOIN external_values e ON e.secret_id = s.id WHERE s.id = @secret AND e.version = @version
            """,
            reader => Tuple.Create(
                new StoredSecretVersion(MapKey(reader), reader.GetString(3)),
                KeyNames.Read(reader.GetString(4)),
                reader.IsDBNull(5) ? null : reader.GetBytes(5)),
            cancellationToken,
            ("@secret", secret.Id.ToStored()), ("@version", version));
        await sealer.EnsureUsableAsync(session, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var (stored, keys, tag) = row;
        SecretTag.Check(sealer, secret, tag);
        return (stored, keys);
    }

    public Task AddIntentAsync(SecretVersionKey key, DateTimeOffset expires, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO external_value_intents (write_id, secret_id, version, kind, expires)
        VALUES (@write, @secret, @version, 'put', @expires)
        """,
        cancellationToken,
        [.. Parameters(key), ("@expires", expires.ToStored())]);

    public async Task RenewIntentsAsync(
        IReadOnlyCollection<SecretVersionKey> keys, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        foreach (var some in keys.Chunk(KeysPerUpdate))
        {
            var (list, parameters) = InList.Of(session.Dialect, [.. some.Select(key => key.Write.ToStored())]);
            await session.ExecuteAsync(
                $"UPDATE external_value_intents SET expires = @expires WHERE kind = 'put' AND write_id IN ({list})",
                cancellationToken, [.. parameters, ("@expires", expires.ToStored())]);
        }
    }

    public async Task<bool> CommitAsync(StoredSecretVersion version, SecretInfo secret, CancellationToken cancellationToken)
    {
        var removed = await session.ExecuteAsync(
            "DELETE FROM external_value_intents WHERE write_id = @write AND kind = 'put'", cancellationToken, Write(version.Key));
        if (removed == 0)
        {
            return false;
        }

        await session.ExecuteAsync(
            """
            INSERT INTO external_values (write_id, secret_id, version, backend_version, key_names, created)
            VALUES (@write, @secret, @version, @backend_version, @key_names, @created)
            """,
            cancellationToken,
            [
                .. Parameters(version.Key), ("@backend_version", version.BackendVersion),
                ("@key_names", KeyNames.Write(secret.Keys)), ("@created", secret.Updated.ToStored()),
            ]);
        await TrimAsync(secret, cancellationToken);
        await new SecretTagging(session, sealer).CompleteIfFewAsync(cancellationToken);
        return true;
    }

    public async Task RetireAsync(Id<Secret> secret, CancellationToken cancellationToken)
    {
        SqlParameter id = ("@secret", secret.ToStored());
        await session.ExecuteAsync($"{RetireWhere} = @secret", cancellationToken, id);
        await session.ExecuteAsync("DELETE FROM external_values WHERE secret_id = @secret", cancellationToken, id);
    }

    public async Task RetireAsync(Id<Secret> secret, long version, CancellationToken cancellationToken)
    {
        SqlParameter[] one = [("@secret", secret.ToStored()), ("@version", version)];
        await session.ExecuteAsync($"{RetireWhere} = @secret AND e.version = @version", cancellationToken, one);
        await session.ExecuteAsync(
            "DELETE FROM external_values WHERE secret_id = @secret AND version = @version", cancellationToken, one);
    }

    public async Task TrimAsync(SecretInfo secret, CancellationToken cancellationToken)
    {
        var versions = secret.KeepVersions ?? keptVersions;
        if (secret.ValuesVersion > versions)
        {
            SqlParameter[] kept = [("@secret", secret.Id.ToStored()), ("@kept", (long)versions)];
            await session.ExecuteAsync($"{RetireWhere} = @secret AND e.{Older}", cancellationToken, kept);
            await session.ExecuteAsync($"DELETE FROM external_values WHERE secret_id = @secret AND {Older}", cancellationToken, kept);
        }
    }

    public async Task<bool> AbandonAsync(SecretVersionKey key, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "UPDATE external_value_intents SET kind = 'delete' WHERE write_id = @write AND kind = 'put'", cancellationToken, Write(key));
        return await session.CountAsync(CountStored, cancellationToken, Parameters(key)) == 0;
    }

    public Task<IReadOnlyList<SecretVersionKey>> ListUnfinishedAsync(
        Id<Secret>? secret, DateTimeOffset now, SecretVersionKey? after, int limit, CancellationToken cancellationToken) => QueryAsync(
        secret is null ? "(i.kind = 'delete' OR i.expires <= @now)" : "i.kind = 'delete' AND i.secret_id = @secret",
        cancellationToken,
        secret is { } one ? ("@secret", one.ToStored()) : ("@now", now.ToStored()),
        ("@after", after?.Write.ToStored() ?? ""),
        ("@limit", (long)limit));

    public Task RemoveAsync(SecretVersionKey key, CancellationToken cancellationToken) => session.ExecuteAsync(
        "DELETE FROM external_value_intents WHERE write_id = @write AND kind = 'delete'", cancellationToken, Write(key));

    public async Task<bool> ContainsAsync(SecretVersionKey key, CancellationToken cancellationToken) =>
        await session.CountAsync(CountStored, cancellationToken, Parameters(key)) > 0
        || await session.CountAsync(
            "SELECT COUNT(*) FROM external_value_intents i WHERE i.write_id = @write", cancellationToken, Write(key)) > 0;

    private async Task<IReadOnlyList<SecretVersionKey>> QueryAsync(
        string condition, CancellationToken cancellationToken, params IReadOnlyList<SqlParameter> parameters) => await session.QueryAsync(
        $"""
        SELECT i.write_id, i.secret_id, i.version FROM external_value_intents i
        WHERE {condition} AND i.write_id > @after ORDER BY i.write_id LIMIT @limit
        """,
        MapKey,
        cancellationToken,
        parameters);

    private static SecretVersionKey MapKey(DbDataReader reader) =>
        new(reader.GetId<Secret>(1), reader.GetInt64(2), Guid.ParseExact(reader.GetString(0), "N"));

    private static SqlParameter Write(SecretVersionKey key) => ("@write", key.Write.ToStored());

    private static SqlParameter[] Parameters(SecretVersionKey key) =>
        [Write(key), ("@secret", key.Secret.ToStored()), ("@version", key.Version)];
}
