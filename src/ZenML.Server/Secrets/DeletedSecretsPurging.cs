using ZenML.Core;
using ZenML.Core.Secrets.Deletion;
using ZenML.Server.Background;

namespace ZenML.Server.Secrets;

/// <summary>
/// Once an hour, purges secrets that were deleted longer ago than they are kept. Purges at most what was deleted within one day each
/// time, so that a wrong clock does not destroy all of them.
/// </summary>
internal sealed class DeletedSecretsPurging(ServiceDependencies dependencies, TimeProvider clock, ILogger<DeletedSecretsPurging> log)
    : RecurringWork("purging deleted secrets", TimeSpan.FromHours(1), clock, log)
{
    protected override Task RunOnceAsync(CancellationToken cancellationToken) =>
        new ExpiredSecrets(dependencies).PurgeAsync(cancellationToken);
}
