using System.Data.Common;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Devices;
using ZenML.Core.Accounts.Tokens;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class IssuedTokenRepository(SqlSession session) : IIssuedTokenRepository
{
    private const string From =
        """
        issued_tokens t JOIN users u ON u.id = t.user_id LEFT JOIN credentials c ON c.user_id = t.user_id
            LEFT JOIN api_keys k ON k.id = t.api_key_id LEFT JOIN devices d ON d.id = t.device_id
            LEFT JOIN trusts w ON w.id = t.trust_id
        """;

    private const string Select =
        $"""
        SELECT t.id, t.user_id, u.name, t.origin, t.is_derived, t.api_key_id, k.name, t.device_id, d.hostname, t.pipeline_id, t.created,
            t.expires, t.last_used, t.address, t.trust_id, w.name
        FROM {From}
        """;

    // The same that CredentialRepository.FindTokenStateAsync and TokenCheck decide for each request. The row of a session that was logged
    // out is deleted.
    private const string IsValid =
        """
        t.expires > @now AND u.is_active = 1 AND COALESCE(c.generation, 0) = t.generation
            AND (t.api_key_id IS NULL OR (k.is_active = 1 AND (k.expires IS NULL OR k.expires > @now)
                AND (k.generation = t.api_key_generation
                    OR (k.generation = t.api_key_generation + 1 AND k.previous_until > @now))))
            AND (t.device_id IS NULL OR (d.status = 'active' AND (d.expires IS NULL OR d.expires > @now)))
            AND (t.trust_id IS NULL OR w.service_account_id = t.user_id)
        """;

    private static readonly ListSql List = new(Select, From, "t", new Dictionary<string, string>
    {
        ["id"] = "t.id {}", ["created"] = "t.created {}", ["expires"] = "t.expires {}", ["last_used"] = "t.last_used {}",
        ["account"] = "u.name {}", ["origin"] = "t.origin {}", ["api_key"] = "k.name {}", ["trust"] = "w.name {}",
        ["derived"] = "t.is_derived {}", ["address"] = "t.address {}",
    }, null);

    public Task AddAsync(
        TokenClaims claims, DateTimeOffset created, DateTimeOffset expires, string? address, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            INSERT INTO issued_tokens (id, session_id, user_id, generation, origin, is_derived, api_key_id, api_key_generation, device_id,
                trust_id, pipeline_id, created, expires, last_used, address)
            VALUES (@id, @session, @user, @generation, @origin, @is_derived, @key, @key_generation, @device, @trust, @pipeline, @created,
                @expires, NULL, @address)
            """,
            cancellationToken,
            ("@id", claims.Token.ToStored()), ("@session", claims.Session.ToStored()), ("@user", claims.User.ToStored()),
            ("@generation", claims.Generation), ("@origin", claims.ToSession().Origin.Text()), ("@is_derived", claims.IsDerived.ToStored()),
            ("@key", claims.ApiKey?.ToStored()), ("@key_generation", claims.ApiKey is null ? null : claims.ApiKeyGeneration),
            ("@device", claims.Device?.ToStored()), ("@trust", claims.Trust?.ToStored()),
            ("@pipeline", claims.PipelineId?.ToStored()), ("@created", created.ToStored()),
            ("@expires", expires.ToStored()), ("@address", address));

    public Task<IssuedToken?> FindAsync(Id<IssuedToken> id, DateTimeOffset now, CancellationToken cancellationToken) => session.FindAsync(
        $"{Select} WHERE t.id = @id AND {IsValid}", Map, cancellationToken, ("@id", id.ToStored()), ("@now", now.ToStored()));

    public Task<Page<IssuedToken>> ListAsync(
        ResourceQuery query, Id<User>? only, DateTimeOffset now, CancellationToken cancellationToken) => only is { } account
        ? List.ReadPageAsync(
            session, query, $"{IsValid} AND t.user_id = @account", [("@now", now.ToStored()), ("@account", account.ToStored())], Map,
            cancellationToken)
        : List.ReadPageAsync(session, query, IsValid, [("@now", now.ToStored())], Map, cancellationToken);

    public Task RecordUseAsync(CredentialUse use, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE issued_tokens SET last_used = @time, address = @address WHERE id = @id AND (last_used IS NULL OR last_used < @time)",
        cancellationToken, ("@id", use.Token.ToStored()), ("@time", use.Time.ToStored()), ("@address", use.Address));

    public async Task<bool> AnyExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => (await session.QueryAsync(
        "SELECT t.id FROM issued_tokens t WHERE t.expires < @now LIMIT 1", reader => reader.GetString(0), cancellationToken,
        ("@now", now.ToStored()))).Count > 0;

    /// <remarks>MySQL does not delete from a table that a part of the statement reads, unless that part is a table of its own.</remarks>
    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        DELETE FROM issued_tokens WHERE id IN (SELECT old.id FROM (
            SELECT t.id FROM issued_tokens t WHERE t.expires < @now ORDER BY t.expires LIMIT @limit) old)
        """,
        cancellationToken, ("@now", now.ToStored()), ("@limit", (long)limit));

    private static IssuedToken Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<IssuedToken>(0),
        Account = reader.GetUser(1),
        Origin = SessionOriginTexts.TryParse(reader.GetString(3), out var origin) ? origin : throw new FormatException("No such origin."),
        IsDerived = reader.GetTruth(4),
        ApiKey = reader.IsDBNull(5) ? null : new(reader.GetId<ApiKey>(5), reader.GetString(6)),
        Device = reader.GetIdOrNull<Device>(7),
        HostName = reader.GetTextOrNull(8),
        PipelineId = reader.IsDBNull(9) ? null : reader.GetId<IssuedToken>(9).Value,
        Created = reader.GetTime(10),
        Expires = reader.GetTime(11),
        LastUsed = reader.GetTimeOrNull(12),
        Address = reader.GetTextOrNull(13),
        Trust = reader.IsDBNull(14) ? null : new(reader.GetId<Trust>(14), reader.GetString(15)),
    };
}
