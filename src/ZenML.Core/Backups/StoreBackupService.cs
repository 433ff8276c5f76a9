using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Servers;

namespace ZenML.Core.Backups;

/// <summary>Lets administrators copy the whole store.</summary>
public sealed class StoreBackupService(Caller caller, ServiceDependencies dependencies) : IStoreBackupService
{
    private readonly AuditTrail audit = new(caller, dependencies, "store");

    /// <inheritdoc />
    public Task<TCopy> CopyAsync<TCopy>(Func<CancellationToken, Task<TCopy>> copy, CancellationToken cancellationToken)
        where TCopy : IDisposable
    {
        ArgumentNullException.ThrowIfNull(copy);
        return audit.RecordRefusalsAsync(
            AuditAction.Backup,
            async (unit, token) => await unit.Settings.FindAsync(token),
            async () =>
            {
                Permission.RequireAdmin(caller, "back up the store");
                Permission.RequirePersonalSession(caller, "back up the store");
                await dependencies.Reads.FlushAsync(cancellationToken);
                var made = await copy(cancellationToken);
                try
                {
                    await RecordAsync(cancellationToken);
                    return made;
                }
                catch
                {
                    made.Dispose();
                    throw;
                }
            });
    }

    private Task<ServerSettings> RecordAsync(CancellationToken cancellationToken) => audit.CommitAsync(
        AuditAction.Backup,
        async (unit, token) => await unit.Settings.FindAsync(token)
            ?? throw new ZenException(ErrorCode.NotFound, "No server has used this store yet, so it has no server settings."),
        settings => [settings],
        cancellationToken);
}
