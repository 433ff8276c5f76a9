using ZenML.Core.Servers;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class SettingsRepository(SqlSession session, ValueSealer sealer) : ISettingsRepository
{
    private const string Purpose = "signing key";

    private const long Number = 1;

    public Task<ServerSettings?> FindAsync(CancellationToken cancellationToken) => session.FindAsync(
        """
        SELECT s.server_id, s.server_name, s.logo_url, s.enable_analytics, s.display_announcements, s.display_updates,
            s.onboarding_state, s.updated
        FROM server_settings s WHERE s.number = @number
        """,
        reader => new ServerSettings
        {
            ServerId = reader.GetId<ServerSettings>(0).Value,
            ServerName = reader.GetString(1),
            LogoUrl = reader.GetTextOrNull(2),
            EnableAnalytics = reader.GetTruth(3),
            DisplayAnnouncements = reader.GetTruth(4),
            DisplayUpdates = reader.GetTruth(5),
            OnboardingState = (ConfigurationMap)ConfigurationJson.Parse(reader.GetString(6)),
            Updated = reader.GetTime(7),
        },
        cancellationToken, ("@number", Number));

    public async Task<byte[]> ReadSigningKeyAsync(CancellationToken cancellationToken)
    {
        var (server, value) = (await session.QueryAsync(
            "SELECT s.server_id, s.key_id, s.wrapped_key, s.sealed FROM server_settings s WHERE s.number = @number",
            reader => (reader.GetId<ServerSettings>(0).Value, new SealedValue(reader.GetString(1), reader.GetBytes(2), reader.GetBytes(3))),
            cancellationToken, ("@number", Number))).Single();
        await sealer.EnsureUsableAsync(session, cancellationToken);
        return sealer.Open(value, Purpose, Owner(server), null);
    }

    public async Task AddAsync(ServerSettings settings, byte[] signingKey, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var value = sealer.Seal(signingKey, Purpose, Owner(settings.ServerId), null);
        await session.ExecuteAsync(
            """
            INSERT INTO server_settings (number, server_id, server_name, logo_url, enable_analytics,
                display_announcements, display_updates, onboarding_state,
                updated, key_id, wrapped_key, sealed)
            VALUES (@number, @server, @name, @logo, @analytics, @announcements, @updates, @onboarding, @updated, @key,
                @wrapped_key, @sealed)
            """,
            cancellationToken,
            [
                .. Changing(settings), ("@server", settings.ServerId.ToStored()), ("@key", value.KeyId), ("@wrapped_key", value.WrappedKey),
                ("@sealed", value.Sealed),
            ]);
    }

    public Task UpdateAsync(ServerSettings settings, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE server_settings SET server_name = @name, logo_url = @logo, enable_analytics = @analytics,
            display_announcements = @announcements,
            display_updates = @updates, onboarding_state = @onboarding, updated = @updated
        WHERE number = @number
        """,
        cancellationToken, Changing(settings));

    private static SqlParameter[] Changing(ServerSettings settings) =>
    [
        ("@number", Number), ("@name", settings.ServerName), ("@logo", settings.LogoUrl),
        ("@analytics", settings.EnableAnalytics.ToStored()),
        ("@announcements", settings.DisplayAnnouncements.ToStored()), ("@updates", settings.DisplayUpdates.ToStored()),
        ("@onboarding", ConfigurationJson.Write(settings.OnboardingState)), ("@updated", settings.Updated.ToStored()),
    ];

    private static byte[] Owner(Guid server) => new AssociatedData().Add(server).ToArray();
}
