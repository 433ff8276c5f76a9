using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;
using ZenML.Server.Background;

namespace ZenML.Server.Auditing;

/// <summary>Signs the audit log every minute and when the server stops, and chains the records of older versions.</summary>
internal sealed partial class AuditSigningWork(ReadAuditWriter reads, TimeProvider clock, ILogger<AuditSigningWork> log)
    : RecurringWork("signing the audit log", AuditSealing.Interval, clock, log)
{
    private readonly ILogger<AuditSigningWork> log = log;

    protected override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!await reads.SignAsync(chainsAll: true, cancellationToken))
        {
            LogAltered();
        }
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Critical,
        Message = "The audit log was changed outside this server: a signed checkpoint is gone or its record differs. It is no longer "
            + "signed. Keep a copy of the database, then find the change with: zenml audit verify")]
    private partial void LogAltered();
}
