using System.Data.Common;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class ApiKeyRepository(SqlSession session) : IApiKeyRepository
{
    private const string Columns =
        $"""
        k.id, k.name, k.description, k.service_account_id, k.is_active, k.retain_period_minutes, k.last_login,
            k.last_rotated, k.created, k.updated, k.last_used, k.last_address, {ApiKeyLimits.Columns}
        """;

    private const int FirstLimit = 12;

    private const int FirstHash = FirstLimit + ApiKeyLimits.Count;

    private const string Select = $"SELECT {Columns} FROM api_keys k";

    private const string OfAccount = "k.service_account_id = @account";

    private static readonly ListSql List = new(Select, "api_keys k", "k", new Dictionary<string, string>
    {
        ["id"] = "k.id {}", ["created"] = "k.created {}", ["updated"] = "k.updated {}", ["name"] = "k.name {}",
        ["description"] = "k.description {}",
        ["active"] = "k.is_active {}", ["last_login"] = "k.last_login {}", ["last_rotated"] = "k.last_rotated {}",
        ["expires"] = "k.expires {}", ["last_used"] = "k.last_used {}",
    }, null);

    public ILookupSource<ApiKey> Of(Id<User> serviceAccount) =>
        new LookupSql<ApiKey>(session, Select, "k", OfAccount, [("@account", serviceAccount.ToStored())], Map);

    public Task<Page<ApiKey>> ListAsync(ResourceQuery query, Id<User> serviceAccount, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, OfAccount, [("@account", serviceAccount.ToStored())], Map, cancellationToken);

    public async Task<(ApiKey Key, ApiKeyHashes Hashes)?> FindWithHashesAsync(Id<ApiKey> id, CancellationToken cancellationToken)
    {
        var found = await session.QueryAsync(
            $"SELECT {Columns}, k.key_hash, k.previous_hash, k.previous_until, k.generation FROM api_keys k WHERE k.id = @id",
            reader => (
                Map(reader),
                new ApiKeyHashes(
                    reader.GetString(FirstHash), reader.GetTextOrNull(FirstHash + 1), reader.GetTimeOrNull(FirstHash + 2),
                    reader.GetInt64(FirstHash + 3))),
            cancellationToken, ("@id", id.ToStored()));
        return found is [var only] ? only : null;
    }

    public Task AddAsync(ApiKey key, ApiKeyHashes hashes, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO api_keys (id, name, description, service_account_id, is_active, key_hash, previous_hash,
            previous_until, generation, retain_period_minutes,
            last_login, last_rotated, created, updated, expires, networks, limit_role, limit_workspace_id, limit_secrets,
            limit_roles_only)
        VALUES (@id, @name, @description, @account, @is_active, @hash, @previous, @until, @generation, @retain,
            @login, @rotated, @created, @updated, @expires, @networks, @limit_role, @limit_workspace, @limit_secrets,
            @limit_roles_only)
        """,
        cancellationToken,
        [
            .. Changing(key), .. Changing(hashes), ("@account", key.ServiceAccount.ToStored()), ("@login", key.LastLogin?.ToStored()),
            ("@created", key.Created.ToStored()),
        ]);

    public Task UpdateAsync(ApiKey key, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"""
        UPDATE api_keys SET name = @name, description = @description, is_active = @is_active,
            retain_period_minutes = @retain, last_rotated = @rotated,
            updated = @updated, {ApiKeyLimits.Assignments}
        WHERE id = @id
        """,
        cancellationToken, Changing(key));

    public async Task UpdateAsync(ApiKey key, ApiKeyHashes hashes, CancellationToken cancellationToken)
    {
        await UpdateAsync(key, cancellationToken);
        await session.ExecuteAsync(
            "UPDATE api_keys SET key_hash = @hash, previous_hash = @previous, previous_until = @until, generation = "
            + "@generation WHERE id = @id",
            cancellationToken, [.. Changing(hashes), ("@id", key.Id.ToStored())]);
    }

    public Task RecordLoginAsync(Id<ApiKey> id, DateTimeOffset time, string? address, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE api_keys SET last_login = @time, last_used = @time, last_address = @address WHERE id = @id",
            cancellationToken, ("@id", id.ToStored()), ("@time", time.ToStored()), ("@address", address));

    public Task RecordUseAsync(Id<ApiKey> id, DateTimeOffset time, string? address, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE api_keys SET last_used = @time, last_address = @address WHERE id = @id AND (last_used IS NULL OR last_used < @time)",
            cancellationToken, ("@id", id.ToStored()), ("@time", time.ToStored()), ("@address", address));

    public Task DeleteAsync(Id<ApiKey> id, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM api_keys WHERE id = @id", cancellationToken, ("@id", id.ToStored()));

    private static SqlParameter[] Changing(ApiKey key) =>
    [
        ("@id", key.Id.ToStored()), ("@name", key.Name), ("@description", key.Description), ("@is_active", key.IsActive.ToStored()),
        ("@retain", key.RetainPeriodMinutes), ("@rotated", key.LastRotated?.ToStored()), ("@updated", key.Updated.ToStored()),
        .. ApiKeyLimits.Parameters(key),
    ];

    private static SqlParameter[] Changing(ApiKeyHashes hashes) =>
    [
        ("@hash", hashes.Current), ("@previous", hashes.Previous), ("@until", hashes.PreviousUntil?.ToStored()),
        ("@generation", hashes.Generation),
    ];

    private static ApiKey Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<ApiKey>(0),
        Name = reader.GetString(1),
        Description = reader.GetString(2),
        ServiceAccount = reader.GetId<User>(3),
        IsActive = reader.GetTruth(4),
        RetainPeriodMinutes = reader.GetInt64(5),
        LastLogin = reader.GetTimeOrNull(6),
        LastRotated = reader.GetTimeOrNull(7),
        Created = reader.GetTime(8),
        Updated = reader.GetTime(9),
        LastUsed = reader.GetTimeOrNull(10),
        LastAddress = reader.GetTextOrNull(11),
        Expires = ApiKeyLimits.ReadExpiry(reader, FirstLimit),
        Networks = ApiKeyLimits.ReadNetworks(reader, FirstLimit),
        Limits = ApiKeyLimits.ReadLimits(reader, FirstLimit),
    };
}
