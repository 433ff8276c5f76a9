using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Auditing;

/// <summary>Where the audit is kept.</summary>
public interface IAuditRepository
{
    /// <summary>Adds events.</summary>
    Task AddAsync(IReadOnlyCollection<AuditEvent> events, CancellationToken cancellationToken);

    /// <summary>Adds to how often an event happened, if it is still recorded.</summary>
    Task AddToCountAsync(Id<AuditEvent> id, long more, CancellationToken cancellationToken);

    /// <summary>One page of the events that fit.</summary>
    Task<Page<AuditEvent>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>When the oldest event was; null if there is none.</summary>
    Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken);

    /// <summary>Deletes events from before a time, the oldest first, at most <paramref name="limit"/>.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, CancellationToken cancellationToken);
}
