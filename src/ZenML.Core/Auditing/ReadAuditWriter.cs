using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Time;

namespace ZenML.Core.Auditing;

/// <summary>
/// Buffers the records of reads and writes them in batches, about 40 times a second. Also deletes events that are past
/// their retention.
/// </summary>
/// <remarks>
/// The guarantee: a read completes before its record is written only while the oldest unwritten record is younger than
/// 50 milliseconds. Every other read waits for its record. So a process that is killed loses the records of 50
/// milliseconds at most, however long the database hangs. While records cannot be written, reads are refused; the
/// writer retries until they are written.
/// </remarks>
/// <param name="database">The database.</param>
/// <param name="clock">The clock.</param>
/// <param name="retention">How long events are stored.</param>
/// <param name="observer">Observes failures; may be null.</param>
public sealed class ReadAuditWriter(IDatabase database, TimeProvider clock, TimeSpan retention, IReadLogObserver? observer = null)
    : IReadLog, IAsyncDisposable
{
    /// <summary>The default retention of events.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(90);

    private const int WriteChunkSize = 100;

    // Long enough that thousands of reads a second need few disk flushes. Half of the maximum age, so that reads seldom
    // wait for a write of normal duration.
    private static readonly TimeSpan WriteInterval = ReadAuditQueue.MaximumUnwrittenAge / 2;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    private readonly ReadAuditQueue queue = new(clock);

    private readonly OldAuditEvents old = new(database, clock, retention);

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
    /// Throws while <see cref="RecordAsync"/> would refuse reads. Writes nothing itself.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>.</exception>
    public void EnsureAcceptsReads() => queue.EnsureAccepts();

    /// <inheritdoc />
    /// <remarks>Cancellation ends the wait but not the write, which other callers share.</remarks>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await WritePendingAsync().WaitAsync(cancellationToken);
        await repeatedEvents.FlushAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Checks that records can be written. Call it before you read anything.</summary>
    /// <exception cref="ZenException">They cannot be written.</exception>
    public Task BeginAsync(CancellationToken cancellationToken) =>
        database.Audit == database ? Task.CompletedTask : database.Audit.WriteAsync((_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>Signs all records that are written and not signed yet.</summary>
    /// <param name="chainsAll">Whether to chain all records of older versions, which can take minutes, or a few of them.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether the log is as this process knows it. False: somebody changed it, and it was not signed.</returns>
    public Task<bool> SignAsync(bool chainsAll, CancellationToken cancellationToken) =>
        AuditSealing.SignAsync(database, clock, chainsAll, cancellationToken);

    /// <summary>
    /// Deletes events that are past their retention, in transactions small enough not to block others. One call deletes
    /// the events of one day at most, so that a start with a wrong clock does not delete the audit log.
    /// </summary>
    /// <returns>Whether there are more events to delete. Then that is recorded as <see cref="AuditAction.ClockJump"/>.</returns>
    public Task<bool> PruneAsync(CancellationToken cancellationToken) => old.PruneAsync(cancellationToken);

    /// <summary>Writes the pending records, with retries for some seconds. Later reads are refused.</summary>
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
            await TrySignAsync(limit.Token);
        }
        else
        {
            observer?.OnLost(queue.Count);
        }

        ending.Dispose();
    }

    /// <remarks>If it fails, the next start signs.</remarks>
    private async Task TrySignAsync(CancellationToken limit)
    {
        try
        {
            await SignAsync(chainsAll: false, limit).WaitAsync(limit);
        }
        catch (Exception exception) when (exception is ZenException or OperationCanceledException or ObjectDisposedException)
        {
            observer?.OnFailed(exception, TimeSpan.Zero);
        }
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

    /// <summary>Writes the pending records. Only one write runs at a time.</summary>
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
                ErrorCode.StoreUnavailable, "The audit log could not be written: unexpected error.", exception);
            queue.Restore(batch, cause);
            throw cause;
        }

        if (queue.Complete(batch))
        {
            observer?.OnResumed();
        }
    }

    /// <remarks>In chunks: a busy server buffers thousands of records, and others should not wait for all of them.</remarks>
    private static async Task AddAsync(IUnitOfWork unit, List<AuditEvent> batch, CancellationToken cancellationToken)
    {
        foreach (var some in batch.Chunk(WriteChunkSize))
        {
            await unit.Audit.AddAsync(some, cancellationToken);
            await Task.Yield();
        }
    }

    /// <remarks>Runs until nothing is left to write, whatever fails: reads wait for it.</remarks>
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
                // The records stay pending and are written with the next batch. Until then, reads are refused.
                failures++;
                observer?.OnFailed(exception, Backoff.DelayAfter(failures));
            }
        }
        while (!queue.IsDone());
    }

    /// <returns>Whether all records are written.</returns>
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
