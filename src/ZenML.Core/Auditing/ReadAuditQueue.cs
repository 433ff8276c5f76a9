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
    public static readonly TimeSpan MaximumUnwrittenAge = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a read waits for its record. One that would have to wait longer is refused at once.</summary>
    public static readonly TimeSpan MaximumWait = TimeSpan.FromSeconds(5);

    private const int Capacity = 50_000;

    private readonly Lock gate = new();

    private ReadAuditBatch pending = new(0);

    // What is being written.
    private ReadAuditBatch? inFlight;

    private ZenException? failure;

    private bool isClosed;

    private bool isIdle = true;

    /// <summary>How many records are not written.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return pending.Events.Count + (inFlight?.Events.Count ?? 0);
            }
        }
    }

    /// <summary>Takes records.</summary>
    /// <param name="events">The records, at least one.</param>
    /// <param name="mustStart">Whether nobody empties the queue, so that the caller must see to it.</param>
    /// <returns>Ends when they are written; null if nobody needs to wait for that.</returns>
    /// <exception cref="ZenException">None are taken at the moment.</exception>
    public Task? Add(IReadOnlyCollection<AuditEvent> events, out bool mustStart)
    {
        lock (gate)
        {
            EnsureAccepts();
            if (pending.Events.Count == 0)
            {
                pending = new ReadAuditBatch(clock.GetTimestamp());
            }

            pending.Events.AddRange(events);
            (mustStart, isIdle) = (isIdle, false);
            return GetAge() < MaximumUnwrittenAge ? null : pending.Written;
        }
    }

    /// <summary>Refuses while records cannot be written.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>.</exception>
    public void EnsureAccepts()
    {
        lock (gate)
        {
            if (isClosed || failure is not null || pending.Events.Count >= Capacity || GetAge() >= MaximumWait)
            {
                throw CreateRefusal(failure);
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
            return isIdle = isClosed || (pending.Events.Count == 0 && failure is null);
        }
    }

    /// <summary>
    /// What pending until now, to be written; null for nothing. Nothing else is taken until <see cref="Complete"/> or
    /// <see cref="Restore"/>.
    /// </summary>
    public ReadAuditBatch? Take()
    {
        lock (gate)
        {
            if (pending.Events.Count == 0)
            {
                return null;
            }

            (inFlight, pending) = (pending, new ReadAuditBatch(0));
            return inFlight;
        }
    }

    /// <summary>Notes that what was taken is written.</summary>
    /// <returns>Whether records could not be written before.</returns>
    public bool Complete(ReadAuditBatch batch)
    {
        bool hadFailed;
        lock (gate)
        {
            hadFailed = failure is not null;
            (failure, inFlight) = (null, null);
        }

        batch.Complete();
        return hadFailed;
    }

    /// <summary>
    /// Puts back what could not be written. Reads are refused until it is, and those that waited for it are refused
    /// now.
    /// </summary>
    public void Restore(ReadAuditBatch batch, ZenException cause)
    {
        lock (gate)
        {
            (failure, inFlight) = (cause, null);
            pending.Precede(batch);
        }

        batch.Fail(CreateRefusal(cause));
    }

    /// <summary>What someone is told whose read is refused.</summary>
    public static ZenException CreateRefusal(ZenException? cause) => new(ErrorCode.StoreUnavailable,
        "The record of who reads values cannot be written at the moment, so no values are returned. "
        + (cause?.Message ?? "Try again soon."), cause);

    /// <summary>How old the oldest record is that is not written.</summary>
    private TimeSpan GetAge()
    {
        var oldest = inFlight ?? (pending.Events.Count > 0 ? pending : null);
        return oldest is null ? TimeSpan.Zero : clock.GetElapsedTime(oldest.Since);
    }
}
