using ZenML.Core.Errors;

namespace ZenML.Core.Auditing;

/// <summary>
/// Records of reads until they are written: those that gather, those that are being written, and whether more are
/// taken. Any number of threads can use it.
/// </summary>
internal sealed class ReadAuditQueue(TimeProvider clock)
{
    /// <summary>
    /// How old the oldest record may be that is not written while reads are answered ahead of their records.
    /// </summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a read waits for its record. One that would have to wait longer is refused at once.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int Capacity = 50_000;

    private readonly Lock gate = new();

    private ReadAuditBatch gathered = new(0);

    // What is being written.
    private ReadAuditBatch? leaving;

    private ZenException? failure;

    private bool isClosed;

    private bool isEmptied = true;

    /// <summary>How many records are not written.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return gathered.Events.Count + (leaving?.Events.Count ?? 0);
            }
        }
    }

    /// <summary>Takes records.</summary>
    /// <param name="events">The records, at least one.</param>
    /// <param name="mustBegin">Whether nobody empties the queue, so that the caller must see to it.</param>
    /// <returns>Ends when they are written; null if nobody needs to wait for that.</returns>
    /// <exception cref="ZenException">None are taken at the moment.</exception>
    public Task? Add(IReadOnlyCollection<AuditEvent> events, out bool mustBegin)
    {
        lock (gate)
        {
            EnsureAccepts();
            if (gathered.Events.Count == 0)
            {
                gathered = new ReadAuditBatch(clock.GetTimestamp());
            }

            gathered.Events.AddRange(events);
            (mustBegin, isEmptied) = (isEmptied, false);
            return FindAge() < Ahead ? null : gathered.Written;
        }
    }

    /// <summary>Refuses while records cannot be written.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>.</exception>
    public void EnsureAccepts()
    {
        lock (gate)
        {
            if (isClosed || failure is not null || gathered.Events.Count >= Capacity || FindAge() >= Patience)
            {
                throw Refusal(failure);
            }
        }
    }

    /// <summary>Takes no more records.</summary>
    /// <returns>Whether it did until now.</returns>
    public bool Close()
    {
        lock (gate)
        {
            return isClosed != (isClosed = true);
        }
    }

    /// <summary>
    /// Whether there is nothing more to write, so that whoever empties the queue can leave it to the next who adds
    /// something.
    /// </summary>
    public bool IsDone()
    {
        lock (gate)
        {
            return isEmptied = isClosed || (gathered.Events.Count == 0 && failure is null);
        }
    }

    /// <summary>
    /// What gathered until now, to be written; null for nothing. Nothing else is taken until <see cref="Complete"/> or
    /// <see cref="Restore"/>.
    /// </summary>
    public ReadAuditBatch? Take()
    {
        lock (gate)
        {
            if (gathered.Events.Count == 0)
            {
                return null;
            }

            (leaving, gathered) = (gathered, new ReadAuditBatch(0));
            return leaving;
        }
    }

    /// <summary>Notes that what was taken is written.</summary>
    /// <returns>Whether records could not be written before.</returns>
    public bool Complete(ReadAuditBatch batch)
    {
        bool isBack;
        lock (gate)
        {
            isBack = failure is not null;
            (failure, leaving) = (null, null);
        }

        batch.Complete();
        return isBack;
    }

    /// <summary>
    /// Puts back what could not be written. Reads are refused until it is, and those that waited for it are refused
    /// now.
    /// </summary>
    public void Restore(ReadAuditBatch batch, ZenException cause)
    {
        lock (gate)
        {
            (failure, leaving) = (cause, null);
            gathered.Precede(batch);
        }

        batch.Fail(Refusal(cause));
    }

    /// <summary>What someone is told whose read is refused.</summary>
    public static ZenException Refusal(ZenException? cause) => new(ErrorCode.StoreUnavailable,
        "The record of who reads values cannot be written at the moment, so no values are returned. "
        + (cause?.Message ?? "Try again soon."), cause);

    /// <summary>How old the oldest record is that is not written.</summary>
    private TimeSpan FindAge()
    {
        var oldest = leaving ?? (gathered.Events.Count > 0 ? gathered : null);
        return oldest is null ? TimeSpan.Zero : clock.GetElapsedTime(oldest.Since);
    }
}
