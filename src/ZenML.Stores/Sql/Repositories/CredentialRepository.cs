using ZenML.Core;
using ZenML.Core.Credentials;
using ZenML.Core.Devices;
using ZenML.Core.Users;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class CredentialRepository(SqlSession session) : ICredentialRepository
{
    private const string KeyColumns = "k.service_account_id, k.name, k.is_active, k.generation, k.previous_until";

    private const string DeviceColumns = "d.status, d.user_id, d.expires";

    public async Task<AccountCredentials> FindAsync(Id<User> user, CancellationToken cancellationToken) => await session.FindAsync(
        "SELECT c.password_hash, c.activation_hash, c.generation FROM credentials c WHERE c.user_id = @user",
        reader => new AccountCredentials(user)
        {
            PasswordHash = reader.GetTextOrNull(0), ActivationHash = reader.GetTextOrNull(1), Generation = reader.GetInt64(2),
        },
        cancellationToken, ("@user", user.ToStored())) ?? new AccountCredentials(user);

    public async Task SaveAsync(AccountCredentials credentials, CancellationToken cancellationToken)
    {
        SqlParameter[] parameters =
        [
            ("@user", credentials.User.ToStored()), ("@password", credentials.PasswordHash), ("@activation", credentials.ActivationHash),
            ("@generation", credentials.Generation),
        ];
        var changed = await session.ExecuteAsync(
            "UPDATE credentials SET password_hash = @password, activation_hash = @activation, generation = @generation WHERE user_id = @user",
            cancellationToken, parameters);
        if (changed == 0)
        {
            await session.ExecuteAsync(
                "INSERT INTO credentials (user_id, password_hash, activation_hash, generation) VALUES (@user, @password, @activation, @generation)",
                cancellationToken, parameters);
        }
    }

    /// <remarks>One statement, and no table more than the token claims: every request of a server runs it.</remarks>
    public Task<TokenStanding?> FindStandingAsync(Id<User> user, Id<ApiKey>? key, Id<Device>? device, CancellationToken cancellationToken)
    {
        var (keyColumns, keyJoin) = key is null ? ("NULL, NULL, NULL, NULL, NULL", "") : (KeyColumns, "LEFT JOIN api_keys k ON k.id = @key");
        var (deviceColumns, deviceJoin) = device is null ? ("NULL, NULL, NULL", "") : (DeviceColumns, "LEFT JOIN devices d ON d.id = @device");
        List<SqlParameter> parameters = [("@user", user.ToStored())];
        if (key is { } claimedKey)
        {
            parameters.Add(("@key", claimedKey.ToStored()));
        }

        if (device is { } claimedDevice)
        {
            parameters.Add(("@device", claimedDevice.ToStored()));
        }

        return session.FindAsync(
            $"""
            SELECT u.id, u.name, u.is_active, u.is_admin, COALESCE(c.generation, 0), {DirectoryVersion.Expression}, {keyColumns}, {deviceColumns}
            FROM users u LEFT JOIN credentials c ON c.user_id = u.id {keyJoin} {deviceJoin} WHERE u.id = @user
            """,
            reader => new TokenStanding(reader.GetId<User>(0), reader.GetString(1), reader.GetTruth(2), reader.GetTruth(3), reader.GetInt64(4))
            {
                DirectoryVersion = reader.GetInt64(5),
                Key = reader.IsDBNull(6)
                    ? null
                    : new KeyStanding(reader.GetId<User>(6), reader.GetString(7), reader.GetTruth(8), reader.GetInt64(9), reader.GetTimeOrNull(10)),
                Device = reader.IsDBNull(11)
                    ? null
                    : new DeviceStanding(reader.GetIdOrNull<User>(12), DeviceStatuses.FromStored(reader.GetString(11)), reader.GetTimeOrNull(13)),
            },
            cancellationToken, parameters);
    }

    public async Task<IReadOnlyList<DateTimeOffset>> FindFailuresAsync(string subject, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            "SELECT f.failed FROM login_failures f WHERE f.subject = @subject AND f.failed > @since ORDER BY f.failed DESC LIMIT @limit",
            reader => reader.GetTime(0), cancellationToken, ("@subject", subject), ("@since", since.ToStored()), ("@limit", (long)limit));

    public async Task AddFailureAsync(string subject, DateTimeOffset time, DateTimeOffset forgetBefore, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("DELETE FROM login_failures WHERE failed < @before", cancellationToken, ("@before", forgetBefore.ToStored()));
        await session.ExecuteAsync(
            "INSERT INTO login_failures (id, subject, failed) VALUES (@id, @subject, @failed)", cancellationToken,
            ("@id", Guid.CreateVersion7(time).ToStored()), ("@subject", subject), ("@failed", time.ToStored()));
    }

    public Task ClearFailuresAsync(string subject, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM login_failures WHERE subject = @subject", cancellationToken, ("@subject", subject));

    public async Task<IReadOnlyList<string>> FindNamesWithoutPasswordAsync(CancellationToken cancellationToken) => await session.QueryAsync(
        """
        SELECT u.name FROM users u LEFT JOIN credentials c ON c.user_id = u.id
        WHERE u.is_active = 1 AND u.is_service_account = 0 AND c.password_hash IS NULL AND c.activation_hash IS NULL ORDER BY u.name
        """,
        reader => reader.GetString(0), cancellationToken);

    public async Task<bool> AnyAdminHasPasswordAsync(CancellationToken cancellationToken) => await session.CountAsync(
        """
        SELECT COUNT(*) FROM users u JOIN credentials c ON c.user_id = u.id
        WHERE u.is_admin = 1 AND u.is_active = 1 AND u.is_service_account = 0 AND c.password_hash IS NOT NULL
        """,
        cancellationToken) > 0;
}
