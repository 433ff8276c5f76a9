using ZenML.Core.Auditing;
using ZenML.Server.Background;

namespace ZenML.Server.Auditing;

/// <summary>Forgets old audit records once an hour, also when nobody reads anything.</summary>
internal sealed class AuditPruning(GatheredReads reads, TimeProvider clock, ILogger<AuditPruning> log)
    : RecurringWork("deleting old audit records", TimeSpan.FromHours(1), clock, log)
{
    protected override Task RunOnceAsync(CancellationToken cancellationToken) => reads.PruneAsync(cancellationToken);
}
