using ZenML.Core.Persistence;
using ZenML.Core.Resources;

namespace ZenML.Core.Auditing;

/// <summary>
/// Events that anyone can cause: one record for those of one key within an hour, with their number. There are at most
/// <see cref="Capacity"/> keys at once; beyond them all events share one record. So nobody can make the audit grow
/// without limit.
/// </summary>
internal sealed class RepeatedEvents(IDatabase database, TimeProvider clock) : IDisposable
{
    /// <summary>The most keys at once.</summary>
    public const int Capacity = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    // The first event is written at once. The number of those that follow may wait, so that they do not keep the disk busy.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim writing = new(1, 1);

    private readonly CancellationTokenSource ending = new();

    private Task background = Task.CompletedTask;

    private bool isWriting;

    private bool isClosed;

    /// <summary>Takes an event.</summary>
    public void Add(string key, AuditEvent repeated)
    {
        lock (gate)
        {
            FindEntry(key, repeated).Unwritten++;
            if (!isWriting && !isClosed)
            {
                isWriting = true;
                background = Task.Run(WriteInBackgroundAsync, CancellationToken.None);
            }
        }
    }

    /// <summary>Writes what was taken until now, as one transaction. If that fails, everything is kept.</summary>
    public async Task FlushAsync()
    {
        await writing.WaitAsync();
        try
        {
            if (Take() is { Count: > 0 } batch)
            {
                await WriteAsync(batch);
            }
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Writes what is left. Later events are not written.</summary>
    /// <param name="limit">Ends the attempt; then the numbers of the last seconds are lost.</param>
    public async Task FinishAsync(CancellationToken limit)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            isClosed = true;
        }

        await ending.CancelAsync();
        try
        {
            await background.WaitAsync(limit);
            await FlushAsync().WaitAsync(limit);
        }
        catch (Exception)
        {
            // The numbers of the last seconds are lost. The database's failure is reported by whoever needs it.
        }
    }

    /// <summary>Comes after <see cref="FinishAsync"/>.</summary>
    public void Dispose()
    {
        ending.Dispose();
        writing.Dispose();
    }

    private List<Counted> Take()
    {
        lock (gate)
        {
            return [.. entries.Values.Where(entry => entry.Unwritten > 0).Select(entry => new Counted(entry, entry.Event, entry.IsWritten, entry.Unwritten))];
        }
    }

    private async Task WriteAsync(List<Counted> batch)
    {
        try
        {
            await database.WriteAsync(
                async (unit, token) =>
                {
                    await unit.Audit.AddAsync([.. batch.Where(item => !item.IsWritten).Select(item => item.Event with { Count = item.Count })], token);
                    foreach (var item in batch.Where(item => item.IsWritten))
                    {
                        await unit.Audit.AddToCountAsync(item.Event.Id, item.Count, token);
                    }

                    return true;
                },
                CancellationToken.None);
        }
        catch
        {
            // Under new ids: if the write did happen and only its answer was lost, twice is better than never again.
            lock (gate)
            {
                batch.Where(item => !item.IsWritten).ToList().ForEach(item => item.Entry.Event = item.Event with { Id = AuditEvent.NewId(item.Event.Created) });
            }

            throw;
        }

        lock (gate)
        {
            foreach (var item in batch)
            {
                item.Entry.IsWritten = true;
                item.Entry.Unwritten -= item.Count;
            }
        }
    }

    private async Task WriteInBackgroundAsync()
    {
        do
        {
            try
            {
                await FlushAsync();
            }
            catch (Exception)
            {
                // Everything is kept and written with what comes next.
            }

            await Task.Delay(Pause, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!IsDone());
    }

    private bool IsDone()
    {
        lock (gate)
        {
            isWriting = !isClosed && entries.Values.Any(entry => entry.Unwritten > 0);
            return !isWriting;
        }
    }

    private Entry FindEntry(string key, AuditEvent repeated)
    {
        var now = clock.GetUtcNow();
        if (entries.TryGetValue(key, out var entry) && !IsOver(entry, now))
        {
            return entry;
        }

        if (entry is null && entries.Count >= Capacity)
        {
            foreach (var over in entries.Where(pair => IsOver(pair.Value, now)).Select(pair => pair.Key).ToArray())
            {
                entries.Remove(over);
            }

            if (entries.Count >= Capacity && key.Length > 0)
            {
                // The empty key is that of all other events. It has room beyond the limit.
                return FindEntry("", repeated with { UserId = null, UserName = "", ResourceId = null, ResourceName = null, Address = null });
            }
        }

        return entries[key] = new Entry(repeated);
    }

    /// <remarks>What is not written yet goes on.</remarks>
    private static bool IsOver(Entry entry, DateTimeOffset now) => entry.Unwritten == 0 && now - entry.Event.Created >= Window;

    private sealed record Counted(Entry Entry, AuditEvent Event, bool IsWritten, long Count);

    private sealed class Entry(AuditEvent first)
    {
        public AuditEvent Event { get; set; } = first;

        public bool IsWritten { get; set; }

        public long Unwritten { get; set; }
    }
}
