using ZenML.Core.Auditing.Chains;
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

    /// <summary>Returns the event of an id and those that are part of the same operation, in their order; none if there is none.</summary>
    Task<IReadOnlyList<AuditEvent>> FindPartsAsync(Id<AuditEvent> id, CancellationToken cancellationToken);

    /// <summary>Whether something is not signed yet.</summary>
    Task<bool> NeedsSigningAsync(CancellationToken cancellationToken);

    /// <summary>Signs the chain of the part of the log that this writes to, and chains some of the older records.</summary>
    Task<AuditSigning> SignAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Makes the signed statement of where all chains end.</summary>
    Task<AuditStatement> DescribeAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Returns a part of a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="after">The place after which it begins; <see cref="AuditChain.Beginning"/> for the beginning of the chain.</param>
    /// <param name="size">The most records.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<AuditSlice> ReadSliceAsync(AuditChain chain, long after, int size, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes up to <paramref name="limit"/> events from before a time, oldest first, and leaves signed gaps. Events that are not what
    /// was written stay: they are evidence.
    /// </summary>
    /// <returns>The number of deleted events.</returns>
    Task<int> DeleteBeforeAsync(
        DateTimeOffset time, int limit, DateTimeOffset now, CancellationToken cancellationToken);
}
