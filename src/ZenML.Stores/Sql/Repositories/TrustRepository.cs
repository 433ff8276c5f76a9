using System.Data.Common;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class TrustRepository(SqlSession session) : ITrustRepository
{
    private const string Select =
        """
        SELECT t.id, t.name, t.service_account_id, t.issuer, t.subject, t.audience, t.claims, t.is_reusable, t.max_role,
            t.workspace_id, w.name, t.created_by, t.created_by_name, t.last_login, t.created, t.updated
        FROM trusts t LEFT JOIN workspaces w ON w.id = t.workspace_id
        """;

    private const string OfAccount = "t.service_account_id = @account";

    private static readonly ListSql List = new(Select, "trusts t", "t", new Dictionary<string, string>
    {
        ["id"] = "t.id {}", ["created"] = "t.created {}", ["updated"] = "t.updated {}", ["name"] = "t.name {}",
        ["issuer"] = "t.issuer {}", ["subject"] = "t.subject {}", ["audience"] = "t.audience {}", ["last_login"] = "t.last_login {}",
    }, null);

    public ILookupSource<Trust> Of(Id<User> serviceAccount) =>
        new LookupSql<Trust>(session, Select, "t", OfAccount, [("@account", serviceAccount.ToStored())], Map);

    public Task<Page<Trust>> ListAsync(ResourceQuery query, Id<User> serviceAccount, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, OfAccount, [("@account", serviceAccount.ToStored())], Map, cancellationToken);

    public async Task<IReadOnlyList<Trust>> FindAllAsync(Id<User> serviceAccount, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"{Select} WHERE {OfAccount} ORDER BY t.name, t.id", Map, cancellationToken, ("@account", serviceAccount.ToStored()));

    public async Task<IReadOnlyList<Trust>> FindByIssuerAsync(string issuer, CancellationToken cancellationToken) =>
        await session.QueryAsync($"{Select} WHERE t.issuer = @issuer ORDER BY t.name, t.id", Map, cancellationToken, ("@issuer", issuer));

    public Task AddAsync(Trust trust, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO trusts (id, name, service_account_id, issuer, subject, audience, claims, is_reusable, max_role, workspace_id,
            created_by, created_by_name, last_login, created, updated)
        VALUES (@id, @name, @account, @issuer, @subject, @audience, @claims, @is_reusable, @role, @workspace,
            @created_by, @created_by_name, @login, @created, @updated)
        """,
        cancellationToken,
        ("@id", trust.Id.ToStored()), ("@name", trust.Name), ("@account", trust.ServiceAccount.ToStored()), ("@issuer", trust.Issuer),
        ("@subject", trust.Subject), ("@audience", trust.Audience), ("@claims", ClaimsJson.Write(trust.Claims)),
        ("@is_reusable", trust.IsReusable.ToStored()), ("@role", trust.Role?.ToStored()), ("@workspace", trust.Workspace?.ToStored()),
        ("@created_by", trust.CreatedBy.ToStored()), ("@created_by_name", trust.CreatedByName), ("@login", trust.LastLogin?.ToStored()),
        ("@created", trust.Created.ToStored()), ("@updated", trust.Updated.ToStored()));

    public Task DeleteAsync(Id<Trust> id, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM trusts WHERE id = @id", cancellationToken, ("@id", id.ToStored()));

    public Task RecordLoginAsync(Id<Trust> id, DateTimeOffset time, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE trusts SET last_login = @time WHERE id = @id", cancellationToken, ("@id", id.ToStored()), ("@time", time.ToStored()));

    public async Task<bool> TryUseAsync(string hash, DateTimeOffset expires, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "DELETE FROM used_identity_tokens WHERE expires < @now", cancellationToken, ("@now", now.ToStored()));
        if (await session.CountAsync(
            "SELECT COUNT(*) FROM used_identity_tokens u WHERE u.hash = @hash", cancellationToken, ("@hash", hash)) > 0)
        {
            return false;
        }

        await session.ExecuteAsync(
            "INSERT INTO used_identity_tokens (hash, expires) VALUES (@hash, @expires)",
            cancellationToken,
            ("@hash", hash), ("@expires", expires.ToStored()));
        return true;
    }

    private static Trust Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<Trust>(0),
        Name = reader.GetString(1),
        ServiceAccount = reader.GetId<User>(2),
        Issuer = reader.GetString(3),
        Subject = reader.GetString(4),
        Audience = reader.GetString(5),
        Claims = ClaimsJson.Read(reader.GetTextOrNull(6)),
        IsReusable = reader.GetTruth(7),
        Role = reader.GetTextOrNull(8) is { } role ? AccessRows.ReadRole(role) : null,
        Workspace = reader.GetIdOrNull<Workspace>(9),
        WorkspaceName = reader.GetTextOrNull(10),
        CreatedBy = reader.GetId<User>(11),
        CreatedByName = reader.GetString(12),
        LastLogin = reader.GetTimeOrNull(13),
        Created = reader.GetTime(14),
        Updated = reader.GetTime(15),
    };
}
