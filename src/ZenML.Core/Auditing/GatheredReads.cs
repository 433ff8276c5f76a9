using ZenML.Core.Errors;
using ZenML.Core.Persistence;

namespace ZenML.Core.Auditing;

/// <summary>
/// Gathers records of reads and writes them together, some twenty times a second: one transaction for all reads of that time. While they cannot be written, reads are
/// refused and the records kept. Also forgets events that are older than they are kept.
/// </summary>
public sealed class GatheredReads(IDatabase database, TimeProvider clock, TimeSpan keep) : IReadLog, IAsyncDisposable
{
    /// <summary>How long events are kept by default.</summary>
    public static readonly TimeSpan DefaultKeep = TimeSpan.FromDays(90);

    private const int Capacity = 50_000;

    private const int WrittenAtOnce = 100;

    private const int PrunedAtOnce = 5_000;

    // Long enough that thousands of reads a second cost few flushes of the disk, short enough that writing them is a small piece of work and little is lost with a process that is killed.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan BetweenPrunings = TimeSpan.FromHours(1);

    private readonly Lock gate = new();

    private readonly SemaphoreSlim writing = new(1, 1);

    private readonly CancellationTokenSource ending = new();

    private List<AuditEvent> pending = [];

    private Task? background;

    private ZenException? failure;

    private bool isDisposed;

    private DateTimeOffset nextPruning = clock.GetUtcNow();

    /// <inheritdoc />
    public void Record(AuditEvent read)
    {
        lock (gate)
        {
            EnsureAcceptsReads();
            pending.Add(read);
            background ??= Task.Run(WriteInBackgroundAsync, CancellationToken.None);
        }
    }

    /// <summary>Refuses while records cannot be written, as <see cref="Record"/> does then. Nothing is written to find out.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>.</exception>
    public void EnsureAcceptsReads()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (failure is not null || pending.Count >= Capacity)
            {
                throw new ZenException(ErrorCode.StoreUnavailable,
                    "The record of who reads values cannot be written at the moment, so no values are given out. Try again soon; the log of the server says why.", failure);
            }
        }
    }

    /// <inheritdoc />
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            List<AuditEvent> batch;
            lock (gate)
            {
                (batch, pending) = (pending, []);
            }

            if (batch.Count > 0)
            {
                await WriteAsync(batch, cancellationToken);
            }
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Makes sure that records can be written, before anything is read.</summary>
    /// <exception cref="ZenException">They cannot, with the reason.</exception>
    public Task BeginAsync(CancellationToken cancellationToken) =>
        database.Audit == database ? Task.CompletedTask : database.Audit.WriteAsync((_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>Deletes what is older than it is kept, in transactions that are small enough for others to come in between.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        var oldest = clock.GetUtcNow() - keep;
        foreach (var part in new[] { database, database.Audit }.Distinct())
        {
            while (await part.WriteAsync((unit, token) => unit.Audit.DeleteBeforeAsync(oldest, PrunedAtOnce, token), cancellationToken) == PrunedAtOnce)
            {
            }
        }
    }

    /// <summary>Writes what is left. Later reads are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? last;
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            last = background;
        }

        await ending.CancelAsync();
        await (last ?? Task.CompletedTask);
        try
        {
            await FlushAsync(CancellationToken.None);
        }
        finally
        {
            ending.Dispose();
            writing.Dispose();
        }
    }

    private async Task WriteAsync(List<AuditEvent> batch, CancellationToken cancellationToken)
    {
        try
        {
            await database.Audit.WriteAsync((unit, token) => AddAsync(unit, batch, token), cancellationToken);
        }
        catch (Exception exception)
        {
            lock (gate)
            {
                failure = exception as ZenException ?? new ZenException(ErrorCode.StoreUnavailable, "Writing was ended early.", exception);

                // Under new ids: if the write did happen and only its answer was lost, twice is better than never again.
                pending.InsertRange(0, batch.Select(read => read with { Id = AuditEvent.NewId(read.Created) }));
            }

            throw;
        }

        lock (gate)
        {
            failure = null;
        }
    }

    /// <remarks>A busy server gathers thousands, and whoever asks for something meanwhile shall not wait until all of them are written.</remarks>
    private static async Task AddAsync(IUnitOfWork unit, List<AuditEvent> batch, CancellationToken cancellationToken)
    {
        foreach (var some in batch.Chunk(WrittenAtOnce))
        {
            await unit.Audit.AddAsync(some, cancellationToken);
            await Task.Yield();
        }
    }

    private async Task WriteInBackgroundAsync()
    {
        do
        {
            await Task.Delay(Gathering, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await FlushAsync(ending.Token);
                if (clock.GetUtcNow() is var now && now >= nextPruning)
                {
                    nextPruning = now + BetweenPrunings;
                    await PruneAsync(ending.Token);
                }
            }
            catch (Exception exception) when (exception is ZenException or OperationCanceledException)
            {
                // The records are kept and written with the next ones; whoever reads meanwhile is told.
            }
        }
        while (!IsDone());
    }

    private bool IsDone()
    {
        lock (gate)
        {
            if (pending.Count > 0 && !isDisposed)
            {
                return false;
            }

            background = null;
            return true;
        }
    }
}
