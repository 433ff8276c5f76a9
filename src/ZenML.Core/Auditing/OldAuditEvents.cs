using ZenML.Core.Auditing.Chains;
using ZenML.Core.Persistence;
using ZenML.Core.Time;

namespace ZenML.Core.Auditing;

/// <summary>Deletes events that are past their retention.</summary>
internal sealed class OldAuditEvents(IDatabase database, TimeProvider clock, TimeSpan retention)
{
    private const int BatchSize = 5_000;

    private static readonly TimeSpan MaximumSpan = TimeSpan.FromDays(1);

    /// <summary>See <see cref="ReadAuditWriter.PruneAsync"/>.</summary>
    public async Task<bool> PruneAsync(CancellationToken cancellationToken)
    {
        // What is deleted is signed before, and this loads the key that signs the gaps.
        await AuditSealing.SignAsync(database, clock, chainsAll: true, cancellationToken);
        var due = clock.GetUtcNow() - retention;
        var isLeft = false;
        foreach (var part in new[] { database, database.Audit }.Distinct())
        {
            if (await FindOldestAsync(part, cancellationToken) is { } oldest && oldest < due)
            {
                await PruneAsync(part, due - oldest > MaximumSpan ? oldest + MaximumSpan : due, cancellationToken);
                isLeft |= await FindOldestAsync(part, cancellationToken) < due;
            }
        }

        if (isLeft)
        {
            await RecordClockJumpAsync(cancellationToken);
        }

        return isLeft;
    }

    private static async Task<DateTimeOffset?> FindOldestAsync(IDatabase part, CancellationToken cancellationToken) =>
        await part.ReadAsync((unit, token) => unit.Audit.FindOldestAsync(token), cancellationToken);

    /// <remarks>In the database: whoever looks into a deletion of audit records should not depend on the file of reads.</remarks>
    private async Task RecordClockJumpAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetMicrosecondUtcNow();
        var jump = new AuditEvent
        {
            Id = AuditEvent.NewId(now),
            Created = now,
            Action = AuditAction.ClockJump,
            ResourceType = "audit",
            Outcome = AuditOutcome.Success,
        };
        await database.WriteAsync(
            async (unit, token) =>
            {
                await unit.Audit.AddAsync([jump], token);
                return true;
            },
            cancellationToken);
    }

    private async Task PruneAsync(IDatabase part, DateTimeOffset end, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            deleted = await part.WriteAsync(
                (unit, token) => unit.Audit.DeleteBeforeAsync(end, BatchSize, clock.GetMicrosecondUtcNow(), token), cancellationToken);
        }
        while (deleted == BatchSize);
    }
}
