using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Auditing;

/// <summary>Stores the audit log.</summary>
public interface IAuditRepository
{
    /// <summary>Adds events.</summary>
    Task AddAsync(IReadOnlyCollection<AuditEvent> events, CancellationToken cancellationToken);

    /// <summary>Adds to the count of an event, if the event is still stored.</summary>
    Task AddToCountAsync(Id<AuditEvent> id, long more, CancellationToken cancellationToken);

    /// <summary>Returns one page of the matching events.</summary>
    Task<Page<AuditEvent>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Returns the time of the oldest event, or null if there is none.</summary>
    Task<DateTimeOffset?> FindOldestAsync(CancellationToken cancellationToken);

    /// <summary>Returns the time of the newest event at a time or before, or null if there is none.</summary>
    Task<DateTimeOffset?> FindNewestAsync(DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Deletes up to <paramref name="limit"/> events from before a time, oldest first.</summary>
    /// <returns>The number of deleted events.</returns>
    Task<int> DeleteBeforeAsync(DateTimeOffset time, int limit, CancellationToken cancellationToken);
}
