using ZenML.Core.Persistence;
using ZenML.Core.Secrets.Changes;
using ZenML.Server.Background;

namespace ZenML.Server.Changes;

/// <summary>
/// Wakes the requests that wait for changes of secrets. Once a second, it reads the counts of changes for all of them together, so changes
/// that other replicas make are seen too. It reads nothing while nobody waits.
/// </summary>
internal sealed class SecretChangeFeed : RecurringWork
{
    private const int Turns = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IDatabase database;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly HashSet<SecretWait> waits = [];
    private readonly SemaphoreSlim turns = new(Turns);
    private bool isStopping;

    public SecretChangeFeed(IDatabase database, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SecretChangeFeed> log)
        : base("looking for changes of secrets", Interval, clock, log)
    {
        (this.database, this.clock) = (database, clock);
        lifetime.ApplicationStopping.Register(Stop);
    }

    /// <summary>Whether the server stops, so that nothing waits any more.</summary>
    public bool IsStopping
    {
        get
        {
            lock (gate)
            {
                return isStopping;
            }
        }
    }

    /// <summary>Waits until the request has something to look at, or its time is up.</summary>
    /// <returns>The present cursor if there is something to look at; null if the time is up or the server stops.</returns>
    public async Task<string?> WaitAsync(SecretWait wait, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (isStopping)
            {
                return null;
            }

            waits.Add(wait);
        }

        try
        {
            return await wait.Result.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (gate)
            {
                waits.Remove(wait);
            }
        }
    }

    /// <summary>
    /// Runs what a request has to look at after its wait. One change can end all waits at once, so only some of them look at the same
    /// time; other requests keep their share of the database.
    /// </summary>
    public async Task TakeTurnAsync(Func<Task> look, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            await look();
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Ends the waits whose time is up. Only <see cref="WaitExpiry"/> calls this.</summary>
    public void EndExpired()
    {
        SecretWait[] expired;
        var now = clock.GetUtcNow();
        lock (gate)
        {
            expired = [.. waits.Where(wait => wait.Until <= now)];
        }

        foreach (var wait in expired)
        {
            wait.End(present: null);
        }
    }

    public override void Dispose()
    {
        turns.Dispose();
        base.Dispose();
    }

    protected override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        SecretWait[] waiting;
        lock (gate)
        {
            waiting = [.. waits];
        }

        if (waiting.Length == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        SecretView[] views = [.. waiting.Select(wait => wait.ViewAt(now))];
        var (counts, directory) = await database.ReadAsync(
            async (unit, token) => (
                await unit.Secrets.CountChangesAsync(views, token),
                await unit.Users.ReadDirectoryVersionAsync(token)),
            cancellationToken);
        foreach (var (wait, view) in waiting.Zip(views))
        {
            if (counts[view].ToCursor() is var present && wait.HasNews(present, directory))
            {
                wait.End(present);
            }
        }
    }

    private void Stop()
    {
        SecretWait[] waiting;
        lock (gate)
        {
            isStopping = true;
            waiting = [.. waits];
        }

        foreach (var wait in waiting)
        {
            wait.End(present: null);
        }
    }
}
