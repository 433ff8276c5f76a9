using System.Data.Common;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class CredentialRepository(SqlSession session) : ICredentialRepository
{
    private const string KeyColumns =
        $"k.service_account_id, k.name, k.is_active, k.generation, k.previous_until, {ApiKeyLimits.Columns}";

    private const int FirstLimit = 12;

    private const int FirstOfDevice = FirstLimit + ApiKeyLimits.Count;

    private const int FirstOfTrust = FirstOfDevice + 3;

    private const string DeviceColumns = "d.status, d.user_id, d.expires";

    private const string TrustColumns = "t.service_account_id, t.max_role, t.workspace_id";

    public async Task<AccountCredentials> FindAsync(Id<User> user, CancellationToken cancellationToken) => await session.FindAsync(
        """
        SELECT c.password_hash, c.generation, c.activation_hash, c.activation_issuer_id, c.activation_issuer, c.activation_issued
        FROM credentials c WHERE c.user_id = @user
        """,
        reader => new AccountCredentials(user)
        {
            PasswordHash = reader.GetTextOrNull(0),
            Generation = reader.GetInt64(1),
            Activation = reader.IsDBNull(2)
                ? null
                : new PendingActivation(reader.GetString(2))
                {
                    Issuer = reader.GetIdOrNull<User>(3), IssuerName = reader.GetTextOrNull(4) ?? "", Issued = reader.GetTimeOrNull(5),
                },
        },
        cancellationToken, ("@user", user.ToStored())) ?? new AccountCredentials(user);

    public async Task SaveAsync(AccountCredentials credentials, CancellationToken cancellationToken)
    {
        SqlParameter[] parameters =
        [
            ("@user", credentials.User.ToStored()), ("@password", credentials.PasswordHash), ("@generation", credentials.Generation),
            ("@activation", credentials.Activation?.Hash), ("@issuer_id", credentials.Activation?.Issuer?.ToStored()),
            ("@issuer", credentials.Activation?.IssuerName), ("@issued", credentials.Activation?.Issued?.ToStored()),
        ];
        var changed = await session.ExecuteAsync(
            """
            UPDATE credentials SET password_hash = @password, generation = @generation, activation_hash = @activation,
                activation_issuer_id = @issuer_id, activation_issuer = @issuer, activation_issued = @issued
            WHERE user_id = @user
            """,
            cancellationToken, parameters);
        if (changed == 0)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO credentials (user_id, password_hash, generation, activation_hash, activation_issuer_id, activation_issuer,
                    activation_issued)
                VALUES (@user, @password, @generation, @activation, @issuer_id, @issuer, @issued)
                """,
                cancellationToken, parameters);
        }

        await session.ExecuteAsync(
            "DELETE FROM login_hosts WHERE user_id = @user", cancellationToken, ("@user", credentials.User.ToStored()));

        // Approved with what was good until now, and would get a token of what is good from now on.
        await session.ExecuteAsync(
            "UPDATE devices SET expires = 0 WHERE user_id = @user AND status = 'verified'",
            cancellationToken,
            ("@user", credentials.User.ToStored()));
    }

    public async Task AddResetAsync(PasswordReset reset, string previousHash, CancellationToken cancellationToken)
    {
        var hidden = await session.CountAsync(
            """
            SELECT (SELECT COUNT(*) FROM secrets s WHERE s.user_id = @user AND (s.scope = 'user' OR s.restricted = 1))
                + (SELECT COUNT(*) FROM secret_grants g WHERE (g.holder_kind = 'account' AND g.holder_id = @user)
                    OR (g.holder_kind = 'group' AND g.holder_id IN (SELECT m.group_id FROM group_members m WHERE m.user_id = @user)))
            """,
            cancellationToken, ("@user", reset.User.ToStored()));
        await session.ExecuteAsync(
            """
            INSERT INTO password_resets (id, user_id, administrator_id, administrator, completed, logins, previous_hash)
            VALUES (@id, @user, @administrator_id, @administrator, @completed, @logins, @previous)
            """,
            cancellationToken,
            ("@id", reset.Id.ToStored()), ("@user", reset.User.ToStored()), ("@administrator_id", reset.Administrator?.ToStored()),
            ("@administrator", reset.AdministratorName), ("@completed", reset.Completed.ToStored()), ("@logins", reset.Logins),
            ("@previous", hidden > 0 ? previousHash : null));
    }

    public Task<string?> FindUnconfirmedHashAsync(Id<User> user, CancellationToken cancellationToken) => session.FindAsync(
        """
        SELECT p.previous_hash FROM password_resets p WHERE p.user_id = @user AND p.previous_hash IS NOT NULL
        ORDER BY p.completed, p.id LIMIT 1
        """,
        reader => reader.GetString(0), cancellationToken, ("@user", user.ToStored()));

    public async Task<bool> SettleResetsAsync(Id<User> user, string? releasedBy, CancellationToken cancellationToken) =>
        await session.ChangeDirectoryAsync(
            """
            UPDATE password_resets SET previous_hash = NULL, released_by = @by WHERE user_id = @user AND previous_hash IS NOT NULL
            """,
            cancellationToken, ("@user", user.ToStored()), ("@by", releasedBy)) > 0;

    public async Task<IReadOnlyList<PasswordReset>> FindResetsAsync(
        Id<User> user, DateTimeOffset since, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            """
            SELECT p.id, p.administrator_id, p.administrator, p.completed, p.logins, p.previous_hash, p.released_by
            FROM password_resets p
            WHERE p.user_id = @user AND (p.completed > @since OR p.previous_hash IS NOT NULL) ORDER BY p.completed DESC, p.id DESC
            """,
            reader => new PasswordReset
            {
                Id = reader.GetId<PasswordReset>(0),
                User = user,
                Administrator = reader.GetIdOrNull<User>(1),
                AdministratorName = reader.GetString(2),
                Completed = reader.GetTime(3),
                Logins = reader.GetInt64(4),
                HidesSecrets = !reader.IsDBNull(5),
                ReleasedBy = reader.GetTextOrNull(6),
            },
            cancellationToken, ("@user", user.ToStored()), ("@since", since.ToStored()));

    public Task CountLoginAsync(Id<PasswordReset> reset, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE password_resets SET logins = logins + 1 WHERE id = @id", cancellationToken, ("@id", reset.ToStored()));

    /// <remarks>One statement, and no more tables than the token needs: every request of a server runs it.</remarks>
    public Task<TokenState?> FindTokenStateAsync(TokenClaims claims, CancellationToken cancellationToken)
    {
        var (keyColumns, keyJoin) = claims.ApiKey is null
            ? ($"NULL, NULL, NULL, NULL, NULL, {ApiKeyLimits.NoColumns}", "")
            : (KeyColumns, "LEFT JOIN api_keys k ON k.id = @key");
        var (deviceColumns, deviceJoin) = claims.Device is null
            ? ("NULL, NULL, NULL", "")
            : (DeviceColumns, "LEFT JOIN devices d ON d.id = @device");
        var (trustColumns, trustJoin) = claims.Trust is null
            ? ("NULL, NULL, NULL", "")
            : (TrustColumns, "LEFT JOIN trusts t ON t.id = @trust");
        var revoked = claims.IsDerived ? "r.id IN (@session, @token)" : "r.id = @session";
        List<SqlParameter> parameters = [("@user", claims.User.ToStored()), ("@session", claims.Session.ToStored())];
        if (claims.IsDerived)
        {
            parameters.Add(("@token", claims.Token.ToStored()));
        }

        if (claims.ApiKey is { } key)
        {
            parameters.Add(("@key", key.ToStored()));
        }

        if (claims.Device is { } device)
        {
            parameters.Add(("@device", device.ToStored()));
        }

        if (claims.Trust is { } trust)
        {
            parameters.Add(("@trust", trust.ToStored()));
        }

        return session.FindAsync(
            $"""
            SELECT u.id, u.name, u.is_active, u.is_admin, COALESCE(c.generation, 0), {DirectoryVersion.Expression},
                (SELECT COUNT(*) FROM revoked_sessions r WHERE {revoked}), {keyColumns}, {deviceColumns}, {trustColumns}
            FROM users u LEFT JOIN credentials c ON c.user_id = u.id {keyJoin} {deviceJoin} {trustJoin} WHERE u.id = @user
            """,
            Map, cancellationToken, parameters);

        static TokenState Map(DbDataReader reader) => new(
            reader.GetId<User>(0), reader.GetString(1), reader.GetTruth(2), reader.GetTruth(3), reader.GetInt64(4))
        {
            DirectoryVersion = reader.GetInt64(5),
            IsLoggedOut = reader.GetTruth(6),
            Key = reader.IsDBNull(7)
                ? null
                : new ApiKeyState(
                    reader.GetId<User>(7), reader.GetString(8), reader.GetTruth(9), reader.GetInt64(10), reader.GetTimeOrNull(11))
                {
                    Expires = ApiKeyLimits.ReadExpiry(reader, FirstLimit),
                    Networks = ApiKeyLimits.ReadNetworks(reader, FirstLimit),
                    Limits = ApiKeyLimits.ReadLimits(reader, FirstLimit),
                },
            Device = reader.IsDBNull(FirstOfDevice)
                ? null
                : new DeviceState(
                    reader.GetIdOrNull<User>(FirstOfDevice + 1),
                    DeviceStatuses.FromStored(reader.GetString(FirstOfDevice)),
                    reader.GetTimeOrNull(FirstOfDevice + 2)),
            Trust = reader.IsDBNull(FirstOfTrust)
                ? null
                : new TrustState(
                    reader.GetId<User>(FirstOfTrust), reader.GetTextOrNull(FirstOfTrust + 1) is { } role ? AccessRows.ReadRole(role) : null,
                    reader.GetIdOrNull<Workspace>(FirstOfTrust + 2)),
        };
    }

    public async Task RevokeAsync(Guid id, DateTimeOffset time, DateTimeOffset forgetBefore, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "DELETE FROM revoked_sessions WHERE revoked < @before", cancellationToken, ("@before", forgetBefore.ToStored()));
        await session.ExecuteAsync(
            "DELETE FROM issued_tokens WHERE id = @id OR session_id = @id", cancellationToken, ("@id", id.ToStored()));
        SqlParameter[] row = [("@id", id.ToStored()), ("@time", time.ToStored())];
        if (await session.ExecuteAsync("UPDATE revoked_sessions SET revoked = @time WHERE id = @id", cancellationToken, row) == 0)
        {
            await session.ExecuteAsync("INSERT INTO revoked_sessions (id, revoked) VALUES (@id, @time)", cancellationToken, row);
        }
    }

    public async Task<IReadOnlyList<string>> FindNamesWithoutPasswordAsync(CancellationToken cancellationToken) => await session.QueryAsync(
        """
        SELECT u.name FROM users u LEFT JOIN credentials c ON c.user_id = u.id
        WHERE u.is_active = 1 AND u.is_service_account = 0 AND c.password_hash IS NULL AND c.activation_hash IS NULL
            AND NOT EXISTS (SELECT 1 FROM linked_identities i WHERE i.user_id = u.id)
        ORDER BY u.name
        """,
        reader => reader.GetString(0), cancellationToken);

    public async Task<bool> AnyAdminHasPasswordAsync(CancellationToken cancellationToken) => await session.CountAsync(
        """
        SELECT COUNT(*) FROM users u JOIN credentials c ON c.user_id = u.id
        WHERE u.is_admin = 1 AND u.is_active = 1 AND u.is_service_account = 0 AND c.password_hash IS NOT NULL
        """,
        cancellationToken) > 0;
}
