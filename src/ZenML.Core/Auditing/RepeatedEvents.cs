using ZenML.Core.Persistence;

namespace ZenML.Core.Auditing;

/// <summary>
/// Events that anyone can cause. Events with the same key within an hour share one record, which counts them. There are
/// at most <see cref="Capacity"/> keys at a time; all events beyond them share one record. So nobody can make the
/// audit log grow without limit.
/// </summary>
internal sealed class RepeatedEvents(IDatabase database, TimeProvider clock) : IDisposable
{
    /// <summary>The maximum number of keys at a time.</summary>
    public const int Capacity = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    // The first event is written at once. The count of the following ones can wait, to keep disk writes rare.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim writing = new(1, 1);

    private readonly CancellationTokenSource ending = new();

    private Task background = Task.CompletedTask;

    private bool isWriting;

    private bool isClosed;

    /// <summary>Adds an event.</summary>
    public void Add(string key, AuditEvent repeated)
    {
        lock (gate)
        {
            FindEntry(key, repeated with { IsCounted = true }).Unwritten++;
            if (!isWriting && !isClosed)
            {
                isWriting = true;
                background = Task.Run(WriteInBackgroundAsync, CancellationToken.None);
            }
        }
    }

    /// <summary>Writes all pending events in one transaction. If that fails, they stay pending.</summary>
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

    /// <summary>Writes the pending events. Later events are ignored.</summary>
    /// <param name="limit">Cancels the attempt. Then the counts of the last seconds are lost.</param>
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
            // The counts of the last seconds are lost. Other callers report the failure of the database.
        }
    }

    /// <summary>Call it after <see cref="FinishAsync"/>.</summary>
    public void Dispose()
    {
        ending.Dispose();
        writing.Dispose();
    }

    private List<Counted> Take()
    {
        lock (gate)
        {
            return
            [
                .. entries.Values
                    .Where(entry => entry.Unwritten > 0)
                    .Select(entry => new Counted(entry, entry.Event, entry.IsWritten, entry.Unwritten)),
            ];
        }
    }

    private async Task WriteAsync(List<Counted> batch)
    {
        try
        {
            await database.WriteAsync(
                async (unit, token) =>
                {
                    var added = batch.Where(item => !item.IsWritten).Select(item => item.Event with { Count = item.Count });
                    await unit.Audit.AddAsync([.. added], token);
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
            // Under new ids: if the write was made and only the response was lost, the old ids would fail every further
            // attempt.
            lock (gate)
            {
                foreach (var item in batch.Where(item => !item.IsWritten))
                {
                    item.Entry.Event = item.Event with { Id = AuditEvent.NewId(item.Event.Created) };
                }
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
                // The events stay pending and are written with the next ones.
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
        if (entries.TryGetValue(key, out var entry) && !IsExpired(entry, now))
        {
            return entry;
        }

        if (entry is null && entries.Count >= Capacity)
        {
            foreach (var expired in entries.Where(pair => IsExpired(pair.Value, now)).Select(pair => pair.Key).ToArray())
            {
                entries.Remove(expired);
            }

            if (entries.Count >= Capacity && key.Length > 0)
            {
                // The empty key stands for all other events. It does not count towards the capacity.
                return FindEntry(
                    "", repeated with { UserId = null, UserName = "", ResourceId = null, ResourceName = null, Address = null });
            }
        }

        return entries[key] = new Entry(repeated);
    }

    /// <remarks>An unwritten entry never expires.</remarks>
    private static bool IsExpired(Entry entry, DateTimeOffset now) => entry.Unwritten == 0 && now - entry.Event.Created >= Window;

    private sealed record Counted(Entry Entry, AuditEvent Event, bool IsWritten, long Count);

    private sealed class Entry(AuditEvent first)
    {
        public AuditEvent Event { get; set; } = first;

        public bool IsWritten { get; set; }

        public long Unwritten { get; set; }
    }
}
