using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Time;

namespace ZenML.Core.Auditing;

/// <summary>
/// Gathers records of reads and writes them together, some forty times a second: one transaction for all reads of that
/// time. Also forgets events that are older than they are kept.
/// </summary>
/// <remarks>
/// The guarantee: a read is answered before its record is written only while the oldest record that is not written yet
/// is younger than 50 milliseconds; every other read waits for its own record. So a process that is killed takes the
/// records of the reads of 50 milliseconds with it at most, however long the database hangs. While records cannot be
/// written, reads are refused; nothing that a database does ends the writing, which goes on by itself.
/// </remarks>
/// <param name="database">The database.</param>
/// <param name="clock">The clock.</param>
/// <param name="retention">How long events are kept.</param>
/// <param name="observer">Learns of failures; null for nobody.</param>
public sealed class ReadAuditWriter(IDatabase database, TimeProvider clock, TimeSpan retention, IReadLogObserver? observer = null)
    : IReadLog, IAsyncDisposable
{
    /// <summary>How long events are kept by default.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(90);

    private const int WriteChunkSize = 100;

    private const int PruneBatchSize = 5_000;

    private static readonly TimeSpan MaximumPrunedSpan = TimeSpan.FromDays(1);

    // Long enough that thousands of reads a second cost few flushes of the disk; half of what reads may be ahead, so
    // that they seldom wait for a write of the usual length.
    private static readonly TimeSpan WriteInterval = ReadAuditQueue.MaximumUnwrittenAge / 2;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    private readonly ReadAuditQueue queue = new(clock);

    private readonly RepeatedEvents repeatedEvents = new(database, clock);

    private readonly SemaphoreSlim writing = new(1, 1);

    private readonly CancellationTokenSource ending = new();

    private Task background = Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask RecordAsync(IReadOnlyCollection<AuditEvent> reads, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reads);
        return reads.Count > 0 && Add(reads) is { } written
            ? new ValueTask(WaitAsync(written, cancellationToken))
            : ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public void RecordRepeated(string key, AuditEvent repeated) => repeatedEvents.Add(key, repeated);

    /// <summary>
    /// Refuses while records cannot be written, as <see cref="RecordAsync"/> does then. Nothing is written to find out.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>.</exception>
    public void EnsureAcceptsReads() => queue.EnsureAccepts();

    /// <inheritdoc />
    /// <remarks>Whoever hangs up ends the waiting and not the write, which is for others too.</remarks>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await WritePendingAsync().WaitAsync(cancellationToken);
        await repeatedEvents.FlushAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Makes sure that records can be written, before anything is read.</summary>
    /// <exception cref="ZenException">They cannot, with the reason.</exception>
    public Task BeginAsync(CancellationToken cancellationToken) =>
        database.Audit == database ? Task.CompletedTask : database.Audit.WriteAsync((_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>
    /// Deletes what is older than it is kept, in transactions that are small enough for others to come in between. What happened within
    /// one day is all that one
    /// call deletes, so that one start with a wrong clock does not delete the audit.
    /// </summary>
    /// <returns>Whether older events are left for the next call.</returns>
    public async Task<bool> PruneAsync(CancellationToken cancellationToken)
    {
        var due = clock.GetUtcNow() - retention;
        var isLeft = false;
        foreach (var part in new[] { database, database.Audit }.Distinct())
        {
            if (await FindOldestAsync(part, cancellationToken) is { } oldest && oldest < due)
            {
                await PruneAsync(part, due - oldest > MaximumPrunedSpan ? oldest + MaximumPrunedSpan : due, cancellationToken);
                isLeft |= await FindOldestAsync(part, cancellationToken) < due;
            }
        }

        return isLeft;
    }

    /// <summary>Writes what is left, for some seconds if it must be tried again. Later reads are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!queue.Close())
        {
            return;
        }

        await ending.CancelAsync();
        using var limit = new CancellationTokenSource(ShutdownTimeout, clock);
        var repeated = repeatedEvents.FinishAsync(limit.Token);
        var isFinished = await TryFinishAsync(limit.Token);
        await repeated;
        repeatedEvents.Dispose();
        if (isFinished)
        {
            writing.Dispose();
        }
        else
        {
            observer?.OnLost(queue.Count);
        }

        ending.Dispose();
    }

    private static async Task<DateTimeOffset?> FindOldestAsync(IDatabase part, CancellationToken cancellationToken) =>
        await part.ReadAsync((unit, token) => unit.Audit.FindOldestAsync(token), cancellationToken);

    private static async Task PruneAsync(IDatabase part, DateTimeOffset end, CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            deleted = await part.WriteAsync((unit, token) => unit.Audit.DeleteBeforeAsync(end, PruneBatchSize, token), cancellationToken);
        }
        while (deleted == PruneBatchSize);
    }

    private Task? Add(IReadOnlyCollection<AuditEvent> events)
    {
        var written = queue.Add(events, out var mustStart);
        if (mustStart)
        {
            background = Task.Run(WriteInBackgroundAsync, CancellationToken.None);
        }

        return written;
    }

    private async Task WaitAsync(Task written, CancellationToken cancellationToken)
    {
        try
        {
            await written.WaitAsync(ReadAuditQueue.MaximumWait, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw ReadAuditQueue.CreateRefusal(null);
        }
    }

    /// <summary>Writes what was pending until now; one after the other.</summary>
    private async Task WritePendingAsync()
    {
        await writing.WaitAsync();
        try
        {
            if (queue.Take() is { } batch)
            {
                await WriteAsync(batch);
            }
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task WriteAsync(ReadAuditBatch batch)
    {
        try
        {
            await database.Audit.WriteAsync((unit, token) => AddAsync(unit, batch.Events, token), CancellationToken.None);
        }
        catch (Exception exception)
        {
            var cause = exception as ZenException ?? new ZenException(
                ErrorCode.StoreUnavailable, "The records of reads could not be written for an unforeseen reason.", exception);
            queue.Restore(batch, cause);
            throw cause;
        }

        if (queue.Complete(batch))
        {
            observer?.OnResumed();
        }
    }

    /// <remarks>A busy server gathers thousands, and whoever asks for something meanwhile shall not wait until all of them are
    /// written.</remarks>
    private static async Task AddAsync(IUnitOfWork unit, List<AuditEvent> batch, CancellationToken cancellationToken)
    {
        foreach (var some in batch.Chunk(WriteChunkSize))
        {
            await unit.Audit.AddAsync(some, cancellationToken);
            await Task.Yield();
        }
    }

    /// <remarks>
    /// Nothing ends it but that there is nothing to write: whoever waits for a record waits for this.
    /// </remarks>
    private async Task WriteInBackgroundAsync()
    {
        var failures = 0;
        do
        {
            var pause = failures == 0 ? WriteInterval : Backoff.DelayAfter(failures);
            await Task.Delay(pause, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await WritePendingAsync();
                failures = 0;
            }
            catch (Exception exception)
            {
                // The records are kept and written with the next ones; whoever reads meanwhile is told.
                failures++;
                observer?.OnFailed(exception, Backoff.DelayAfter(failures));
            }
        }
        while (!queue.IsDone());
    }

    /// <returns>Whether everything is written.</returns>
    private async Task<bool> TryFinishAsync(CancellationToken limit)
    {
        try
        {
            await background.WaitAsync(limit);
            for (var failures = 0; ;)
            {
                try
                {
                    await WritePendingAsync().WaitAsync(limit);
                    return true;
                }
                catch (ZenException exception)
                {
                    failures++;
                    observer?.OnFailed(exception, Backoff.DelayAfter(failures));
                    await Task.Delay(Backoff.DelayAfter(failures), clock, limit);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
