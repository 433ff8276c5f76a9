using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Time;

namespace ZenML.Core.Secrets.Deletion;

/// <summary>Purges secrets that were deleted longer ago than they are kept, each with a record in the audit log.</summary>
/// <remarks>
/// A wrong clock must not destroy all deleted secrets. So one run purges at most what was deleted within one day, the first deleted
/// first. A server does one run in an hour. Where each change is a run, the audit log says what time it is: the clock is not trusted
/// beyond a day after the newest record that is at least a day old. A clock that jumps ahead makes newer records, but none that is
/// a day old.
/// </remarks>
public sealed class ExpiredSecrets(ServiceDependencies parts)
{
    /// <summary>The most secrets that one transaction purges, so that it does not block others.</summary>
    public const int AtOnce = 100;

    private static readonly TimeSpan MaximumSpan = TimeSpan.FromDays(1);

    /// <summary>Does one run. Any number of processes may do it at once.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        if (await parts.Database.ReadAsync(FindEndAsync, cancellationToken) is { } end)
        {
            while (await parts.Database.WriteAsync((unit, token) => PurgeAsync(unit, end, token), cancellationToken) == AtOnce)
            {
            }
        }
    }

    /// <summary>Purges some in the transaction of a change, as far as records confirm what the clock says.</summary>
    internal async Task PurgeSomeAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        if (await FindEndAsync(unit, cancellationToken) is { } end
            && await unit.Audit.FindNewestAsync(parts.Clock.GetUtcNow() - MaximumSpan, cancellationToken) is { } newest)
        {
            var confirmed = newest + MaximumSpan - parts.SecretRetention.Lifetime;
            await PurgeAsync(unit, confirmed < end ? confirmed : end, cancellationToken);
        }
    }

    private async Task<DateTimeOffset?> FindEndAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        var due = parts.Clock.GetUtcNow() - parts.SecretRetention.Lifetime;
        return await unit.DeletedSecrets.FindExpiredAsync(due, limit: 1, cancellationToken) is not [{ Deleted: { } first }] ? null
            : due - first > MaximumSpan ? first + MaximumSpan : due;
    }

    private async Task<int> PurgeAsync(IUnitOfWork unit, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var expired = await unit.DeletedSecrets.FindExpiredAsync(end, AtOnce, cancellationToken);
        foreach (var secret in expired)
        {
            await SecretStorage.DeleteEverywhereAsync(unit, secret, cancellationToken);
        }

        await unit.Audit.AddAsync([.. expired.Select(Record)], cancellationToken);
        return expired.Count;
    }

    /// <remarks>No account does it.</remarks>
    private AuditEvent Record(SecretInfo secret)
    {
        var now = parts.Clock.GetMicrosecondUtcNow();
        return new AuditEvent
        {
            Id = AuditEvent.NewId(now),
            Created = now,
            Action = AuditAction.Purge,
            ResourceType = "secret",
            ResourceId = secret.Id.Value,
            ResourceName = ((IResource)secret).DisplayName,
            BareName = secret.Name.Value,
            Scope = ((IAuditedResource)secret).Scope,
            OwnerId = secret.User.Id.Value,
            WorkspaceId = secret.Workspace.Id.Value,
            Outcome = AuditOutcome.Success,
        };
    }
}
