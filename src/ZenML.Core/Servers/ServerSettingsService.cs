using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Servers;

/// <summary>Manages the settings of the server.</summary>
public sealed class ServerSettingsService(Caller caller, ServiceDependencies dependencies) : IServerSettingsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "server_settings");

    /// <inheritdoc />
    public Task<ServerSettings> GetAsync(CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync(RequireAsync, cancellationToken);

    /// <inheritdoc />
    public Task<ServerSettings> UpdateAsync(ServerSettingsUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                if (update with { OnboardingState = null } != new ServerSettingsUpdate())
                {
                    Permission.RequireAdmin(caller, "change the settings of the server");
                }

                var current = await RequireAsync(unit, token);
                var changed = current with
                {
                    ServerName = update.ServerName is null ? current.ServerName : ResourceName.Check("server", update.ServerName),
                    LogoUrl = update.LogoUrl ?? current.LogoUrl,
                    EnableAnalytics = update.EnableAnalytics ?? current.EnableAnalytics,
                    DisplayAnnouncements = update.DisplayAnnouncements ?? current.DisplayAnnouncements,
                    DisplayUpdates = update.DisplayUpdates ?? current.DisplayUpdates,
                    OnboardingState = update.OnboardingState ?? current.OnboardingState,
                    Updated = dependencies.Clock.GetTimeOfChange(current.Updated),
                };
                await unit.Settings.UpdateAsync(changed, token);
                return changed;
            },
            cancellationToken);
    }

    private static async Task<ServerSettings> RequireAsync(IUnitOfWork unit, CancellationToken cancellationToken) =>
        await unit.Settings.FindAsync(cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, "No server has used this store yet, so it has no server settings.");
}
