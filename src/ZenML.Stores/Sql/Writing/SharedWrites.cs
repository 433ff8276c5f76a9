using System.Diagnostics;
using ZenML.Core.Persistence;

namespace ZenML.Stores.Sql.Writing;

/// <summary>
/// Runs writes one after the other. Those that had to wait share one transaction: the disk is flushed once for all of
/// them, and none is acknowledged before. Each has a savepoint of its own, so one that fails is rolled back alone.
/// </summary>
internal sealed class SharedWrites(IWriteTransactions transactions)
{
    /// <summary>The most writes that share a transaction, so that the first does not wait for too many others.</summary>
    private const int LargestGroup = 64;

    private readonly Lock gate = new();

    private readonly Queue<SharedWrite> waiting = [];

    private bool isLed;

    private GroupForecast forecast = GroupForecast.None;

    /// <summary>Runs a write, together with those that arrived meanwhile.</summary>
    public Task<TResult> RunAsync<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        var write = new SharedWrite<TResult>(work, cancellationToken);
        bool leads;
        lock (gate)
        {
            waiting.Enqueue(write);
            leads = !isLed;
            isLed = true;
        }

        return leads ? LeadAsync(write.Completion) : write.Completion;
    }

    /// <remarks>The first writer runs one group, then hands over, so that no caller serves others for long.</remarks>
    private async Task<TResult> LeadAsync<TResult>(Task<TResult> own)
    {
        try
        {
            await RunGroupAsync(await GatherAsync());
        }
        finally
        {
            HandOn();
        }

        return await own;
    }

    private void HandOn()
    {
        bool isFollowed;
        lock (gate)
        {
            // Decided once and under the lock: the next writer that finds no leader becomes the leader.
            isFollowed = isLed = waiting.Count > 0;
        }

        if (isFollowed)
        {
            _ = Task.Run(() => LeadAsync(Task.FromResult(0)));
        }
    }

    /// <remarks>
    /// Those whose writes were flushed last are likely to come again at once. Where a flush is what takes longest,
    /// waiting for them, for half a flush at most, makes one group of what would be two that wait for one another's
    /// flushes. Others have their turn meanwhile.
    /// </remarks>
    private async Task<List<SharedWrite>> GatherAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (!IsComplete(started))
        {
            await Task.Yield();
        }

        return Take();
    }

    private bool IsComplete(long started)
    {
        lock (gate)
        {
            return forecast.IsComplete(waiting.Count, started);
        }
    }

    private List<SharedWrite> Take()
    {
        var group = new List<SharedWrite>();
        lock (gate)
        {
            while (group.Count < LargestGroup && waiting.TryDequeue(out var write))
            {
                group.Add(write);
            }
        }

        return group;
    }

    private async Task RunGroupAsync(List<SharedWrite> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stage = Stage.Working;
            try
            {
                await using var transaction = await transactions.BeginAsync();
                var begun = Stopwatch.GetTimestamp();
                foreach (var write in group)
                {
                    await RunOneAsync(transaction, write);
                }

                stage = Stage.Committing;
                var flushing = Stopwatch.GetTimestamp();
                await transaction.CommitAsync();
                stage = Stage.Durable;
                Forecast(group.Count, Stopwatch.GetElapsedTime(begun, flushing), Stopwatch.GetElapsedTime(flushing));
            }
            catch (Exception exception) when (stage != Stage.Durable)
            {
                if (stage == Stage.Committing && !transactions.IsTakenBack(exception))
                {
                    var unknown = transactions.OutcomeUnknown(exception);
                    group.ForEach(write => write.Doubt(unknown, exception));
                    return;
                }

                if (transactions.IsWorthRepeating(exception, attempt))
                {
                    continue;
                }

                group.ForEach(write => write.Fail(exception));
                return;
            }
            catch (Exception)
            {
                // It is durable, whatever its end failed with.
            }

            group.ForEach(write => write.Acknowledge());
            return;
        }
    }

    private void Forecast(int written, TimeSpan work, TimeSpan flush)
    {
        lock (gate)
        {
            // Where the work takes longer than the flush, waiting would cost more than it saves.
            forecast = new GroupForecast(
                Math.Min(written + waiting.Count, LargestGroup),
                flush > work ? flush / 2 : TimeSpan.Zero,
                Stopwatch.GetTimestamp());
        }
    }

    private static async Task RunOneAsync(IWriteTransaction transaction, SharedWrite write)
    {
        await transaction.SetSavepointAsync();
        try
        {
            await write.RunAsync(transaction.NewUnit());
        }
        catch (Exception exception)
        {
            if (!await transaction.RollbackToSavepointAsync(exception))
            {
                throw;
            }

            write.Refuse(exception);
        }

        await transaction.ReleaseSavepointAsync();
    }

    /// <summary>How far a transaction has come.</summary>
    private enum Stage
    {
        /// <summary>Nothing of it can remain.</summary>
        Working,

        /// <summary>Whether it remains is not known.</summary>
        Committing,

        /// <summary>It remains.</summary>
        Durable,
    }
}
