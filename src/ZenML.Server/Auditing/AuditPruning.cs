using ZenML.Core.Auditing;
using ZenML.Server.Background;

namespace ZenML.Server.Auditing;

/// <summary>Forgets old audit records once an hour, also when nobody reads anything: those of one day at most, so that a wrong clock
/// does not cost the audit.</summary>
internal sealed partial class AuditPruning(ReadAuditWriter reads, TimeProvider clock, ILogger<AuditPruning> log)
    : RecurringWork("deleting old audit records", TimeSpan.FromHours(1), clock, log)
{
    private readonly ILogger<AuditPruning> log = log;

    private readonly TimeProvider clock = clock;

    protected override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await reads.PruneAsync(cancellationToken))
        {
            LogLeft(clock.GetUtcNow());
        }
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning,
        Message = "More than a day of audit records is due for deletion. The records of one day are deleted each hour. "
            + "If the clock ({Now}) is wrong, set it now")]
    private partial void LogLeft(DateTimeOffset now);
}
