using ZenML.Core.Auditing;
using ZenML.Server.Background;

namespace ZenML.Server.Auditing;

/// <summary>Deletes old audit records once an hour. Deletes at most one day of records each time, so that a wrong clock does not
/// destroy the audit log.</summary>
internal sealed partial class AuditPruning(ReadAuditWriter reads, TimeProvider clock, ILogger<AuditPruning> log)
    : RecurringWork("deleting old audit records", TimeSpan.FromHours(1), clock, log)
{
    private readonly ILogger<AuditPruning> log = log;

    private readonly TimeProvider clock = clock;

    protected override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await reads.PruneAsync(cancellationToken))
        {
            LogBacklog(clock.GetUtcNow());
        }
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning,
        Message = "More than one day of audit records is due for deletion. Each hour, the server deletes the records of one day. "
            + "If the clock ({Now}) is wrong, correct it now")]
    private partial void LogBacklog(DateTimeOffset now);
}
