using ZenML.Core.Errors;

namespace ZenML.Core.Auditing;

/// <summary>
/// Holds the records of reads until they are written, and decides whether more are accepted. Thread-safe.
/// </summary>
internal sealed class ReadAuditQueue(TimeProvider clock)
{
    /// <summary>
    /// The age of the oldest unwritten record up to which reads complete before their records are written.
    /// </summary>
    public static readonly TimeSpan MaximumUnwrittenAge = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a read waits for its record. A read that would wait longer is refused at once.</summary>
    public static readonly TimeSpan MaximumWait = TimeSpan.FromSeconds(5);

    private const int Capacity = 50_000;

    private readonly Lock gate = new();

    private ReadAuditBatch pending = new(0);

    // The batch that is being written.
    private ReadAuditBatch? inFlight;

    private ZenException? failure;

    private bool isClosed;

    private bool isIdle = true;

    /// <summary>The number of unwritten records.</summary>
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

    /// <summary>Adds records.</summary>
    /// <param name="events">The records, at least one.</param>
    /// <param name="mustStart">Whether nothing empties the queue, so that the caller must start that.</param>
    /// <returns>A task that completes when the records are written, or null if the caller need not wait.</returns>
    /// <exception cref="ZenException">Records are not accepted at the moment.</exception>
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

    /// <summary>Throws while records cannot be written.</summary>
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

    /// <summary>Stops accepting records.</summary>
    /// <returns>False if the queue was closed already.</returns>
    public bool Close()
    {
        lock (gate)
        {
            return isClosed != (isClosed = true);
        }
    }

    /// <summary>
    /// Whether there is nothing left to write. Then the writer stops, and the next caller of <see cref="Add"/> starts
    /// it again.
    /// </summary>
    public bool IsDone()
    {
        lock (gate)
        {
            return isIdle = isClosed || (pending.Events.Count == 0 && failure is null);
        }
    }

    /// <summary>
    /// Takes the pending records to write them; null if there are none. Call <see cref="Complete"/> or
    /// <see cref="Restore"/> before you take more.
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

    /// <summary>Marks the taken records as written.</summary>
    /// <returns>Whether the previous write failed.</returns>
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
    /// Puts back records that could not be written. Waiting reads fail, and further reads are refused until the records
    /// are written.
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

    /// <summary>Creates the error for a refused read.</summary>
    public static ZenException CreateRefusal(ZenException? cause) => new(ErrorCode.StoreUnavailable,
        "The audit log cannot be written at the moment, so no values are returned. "
        + (cause?.Message ?? "Try again soon."), cause);

    /// <summary>The age of the oldest unwritten record.</summary>
    private TimeSpan GetAge()
    {
        var oldest = inFlight ?? (pending.Events.Count > 0 ? pending : null);
        return oldest is null ? TimeSpan.Zero : clock.GetElapsedTime(oldest.Since);
    }
}
