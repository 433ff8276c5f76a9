using ZenML.Core.Accounts.Users;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Server.Background;

namespace ZenML.Server.Changes;

/// <summary>
/// Wakes the requests that wait for changes of secrets. Once a second, it reads the marks of changes for all of them together, so changes
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

        var (cursors, directory) = await database.ReadAsync((unit, token) => ReadAsync(unit, waiting, token), cancellationToken);
        foreach (var wait in waiting)
        {
            if (cursors[(wait.Workspace, wait.Viewer)] is var present && wait.HasNews(present, directory))
            {
                wait.End(present);
            }
        }
    }

    private static async Task<(Dictionary<(Id<Workspace>, Id<User>), string> Cursors, long Directory)> ReadAsync(
        IUnitOfWork unit, IEnumerable<SecretWait> waiting, CancellationToken cancellationToken)
    {
        (Id<Workspace>, Id<User>)[] views = [.. waiting.Select(wait => (wait.Workspace, wait.Viewer)).Distinct()];
        var counts = await unit.Secrets.CountChangesAsync(views, cancellationToken);
        return (
            counts.ToDictionary(pair => pair.Key, pair => pair.Value.ToCursor()),
            await unit.Users.ReadDirectoryVersionAsync(cancellationToken));
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
