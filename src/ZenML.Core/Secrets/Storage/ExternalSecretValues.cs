using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// Values in a back end outside the database. Before anything is written there, an intent is committed to the database,
/// so whatever a process that dies leaves behind is found and deleted: <see cref="RecoverAsync"/>.
/// </summary>
public sealed class ExternalSecretValues
{
    private const int PageSize = 500;

    private const int WritesAtOnce = 8;

    // A batch is in memory before its size is known.
    private const int ReadsAtOnce = 100;

    private readonly IDatabase database;

    private readonly ISecretsStore store;

    private readonly TimeProvider clock;

    /// <summary>
    /// Uses a back end, for a host that runs <see cref="RecoverAsync"/> itself when it starts. Others call <see cref="OpenAsync"/>.
    /// </summary>
    public ExternalSecretValues(IDatabase database, ISecretsStore store, TimeProvider clock)
    {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    /// <summary>How long one write or deletion in the back end may take.</summary>
    public static TimeSpan RequestTimeout { get; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// After this time the writer of a version is taken for dead. Long enough that a write which was cancelled at
    /// <see cref="RequestTimeout"/> has either reached the back end by then or never will.
    /// </summary>
    public static TimeSpan IntentLifetime { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a change waits for what is deleted after it. What takes longer is left to <see cref="RecoverAsync"/>.</summary>
    public static TimeSpan CleaningTimeout { get; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Opens a back end: deletes what earlier processes left there, as <see cref="RecoverAsync"/> does. Takes at most
    /// <see cref="RequestTimeout"/>; what could not be deleted is left to the next run.
    /// </summary>
    /// <param name="database">The database of the metadata. Not one that belongs to a single request.</param>
    /// <param name="store">The driver of the back end.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="onFailure">Called with the reason if something could not be deleted; null to ignore it.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public static async Task<ExternalSecretValues> OpenAsync(
        IDatabase database, ISecretsStore store, TimeProvider clock, Action<Exception>? onFailure, CancellationToken cancellationToken)
    {
        var opened = new ExternalSecretValues(database, store, clock);
        using var timeout = new CancellationTokenSource(RequestTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await opened.RecoverAsync(both.Token);
        }
        catch (Exception exception) when (
            exception is ZenException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            onFailure?.Invoke(exception);
        }

        return opened;
    }

    /// <summary>Deletes what writes that were never committed left in the back end, and what is to be deleted there.</summary>
    /// <remarks>
    /// <see cref="OpenAsync"/> runs it when a process starts; run it now and then afterwards. Any number of processes may run it at once,
    /// while others write.
    /// </remarks>
    /// <exception cref="ZenException">Some could not be deleted. All others were; the next run tries again.</exception>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (await DeleteUnfinishedAsync(null, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Finds versions in the back end that the database does not know. Only for back ends that list what they store.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the back end does not list what it stores.</exception>
    public async Task<IReadOnlyList<SecretVersionKey>> FindOrphansAsync(CancellationToken cancellationToken)
    {
        if (store is not ISecretVersionLister lister)
        {
            throw new ZenException(ErrorCode.NotAllowed, "This secrets store cannot list its contents.");
        }

        var orphans = new List<SecretVersionKey>();
        await foreach (var key in lister.ListVersionsAsync(cancellationToken))
        {
            if (!await database.ReadAsync((unit, token) => unit.ExternalValues.ContainsAsync(key, token), cancellationToken))
            {
                orphans.Add(key);
            }
        }

        return orphans;
    }

    /// <summary>Writes a version: first the intent, then the values. The caller commits or abandons it.</summary>
    internal async Task<StoredSecretVersion> PutAsync(SecretVersionKey key, SecretValues values, CancellationToken cancellationToken)
    {
        var expires = clock.GetUtcNow() + IntentLifetime;
        await database.WriteAsync((unit, token) => unit.ExternalValues.AddIntentAsync(key, expires, token), cancellationToken);
        try
        {
            using var timeout = new CancellationTokenSource(RequestTimeout, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            return new StoredSecretVersion(key, await store.PutAsync(key, values, both.Token));
        }
        catch (OperationCanceledException exception)
        {
            // The write may still reach the back end, after a deletion that came now. So its intent stays until it expires.
            if (!cancellationToken.IsCancellationRequested)
            {
                throw new ZenException(
                    ErrorCode.StoreUnavailable, "The secrets store did not answer in time. Nothing was changed. Try again.", exception);
            }

            throw;
        }
        catch (Exception)
        {
            await TryAbandonAsync(key);
            throw;
        }
    }

    /// <summary>
    /// Writes many versions, some at once. Their intents are renewed meanwhile, so it can take any time. The caller commits or abandons
    /// them.
    /// </summary>
    /// <param name="versions">The versions.</param>
    /// <param name="onStored">Called for each version that is written, also before another one fails.</param>
    /// <param name="cancellationToken">Cancels the writes.</param>
    internal async Task PutManyAsync(
        IEnumerable<(SecretVersionKey Key, SecretValues Values)> versions,
        Action<StoredSecretVersion> onStored,
        CancellationToken cancellationToken)
    {
        var written = new List<SecretVersionKey>();
        var renewed = clock.GetUtcNow();
        foreach (var some in versions.Chunk(WritesAtOnce))
        {
            if (clock.GetUtcNow() - renewed >= RequestTimeout)
            {
                renewed = clock.GetUtcNow();
                await database.WriteAsync(
                    (unit, token) => unit.ExternalValues.RenewIntentsAsync(written, renewed + IntentLifetime, token), cancellationToken);
            }

            await Task.WhenAll(some.Select(async version => onStored(await PutAsync(version.Key, version.Values, cancellationToken))));
            written.AddRange(some.Select(version => version.Key));
        }
    }

    /// <summary>Reads versions.</summary>
    /// <returns>The values of those that the back end has.</returns>
    internal Task<IReadOnlyDictionary<Id<Secret>, SecretValues>> GetAsync(
        IReadOnlyCollection<StoredSecretVersion> versions, CancellationToken cancellationToken) =>
        GetAsync(versions, new ReadBudget(long.MaxValue), cancellationToken);

    /// <summary>Reads versions, as many as fit into a budget.</summary>
    /// <returns>The values of those that the back end has.</returns>
    internal async Task<IReadOnlyDictionary<Id<Secret>, SecretValues>> GetAsync(
        IReadOnlyCollection<StoredSecretVersion> versions, ReadBudget budget, CancellationToken cancellationToken)
    {
        var read = new Dictionary<Id<Secret>, SecretValues>();
        if (versions.Count > 1 && store is ISecretBatchReader batch)
        {
            foreach (var some in versions.Chunk(ReadsAtOnce))
            {
                foreach (var (key, values) in await batch.GetManyAsync(some, cancellationToken))
                {
                    budget.Add(values);
                    read[key.Secret] = values;
                }
            }

            return read;
        }

        foreach (var version in versions)
        {
            if (await store.GetAsync(version, cancellationToken) is { } values)
            {
                budget.Add(values);
                read[version.Key.Secret] = values;
            }
        }

        return read;
    }

    /// <summary>
    /// Finds secrets whose versions the back end does not have. One that cannot say so without reading is only asked
    /// whether it can be used.
    /// </summary>
    internal async Task<IEnumerable<Id<Secret>>> FindMissingAsync(
        IReadOnlyCollection<StoredSecretVersion> versions, CancellationToken cancellationToken)
    {
        if (store is ISecretPresenceCheck check)
        {
            return (await check.FindMissingAsync(versions, cancellationToken)).Select(key => key.Secret);
        }

        await store.ProbeAsync(cancellationToken);
        return [];
    }

    /// <summary>Deletes a version unless it was committed. If that fails, <see cref="RecoverAsync"/> does it.</summary>
    internal Task TryAbandonAsync(SecretVersionKey key) => TryCleanAsync(token => DeleteAsync(key, token));

    /// <summary>Deletes the versions of a secret that are to be deleted. If that fails, <see cref="RecoverAsync"/> does it.</summary>
    internal Task TryDeleteUnusedAsync(Id<Secret> secret) => TryCleanAsync(token => DeleteUnfinishedAsync(secret, token));

    /// <remarks>
    /// Whoever waits for a change does not wait for a back end that hangs, even for a driver that ignores the cancellation. The caller's
    /// own token has no part in it: what is committed should be cleaned up after.
    /// </remarks>
    private async Task TryCleanAsync(Func<CancellationToken, Task> clean)
    {
        using var timeout = new CancellationTokenSource(CleaningTimeout, clock);
        await RunAsync(timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        async Task RunAsync(CancellationToken limit)
        {
            try
            {
                // On another thread: a driver may block before it returns its task.
                await Task.Run(() => clean(limit), limit);
            }
            catch (Exception)
            {
                // What is left to do is in the database, and a failure that led here says more.
            }
        }
    }

    private async Task<Exception?> DeleteUnfinishedAsync(Id<Secret>? secret, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        SecretVersionKey? last = null;
        while (await ListAsync(secret, last, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var key in page)
            {
                try
                {
                    await DeleteAsync(key, cancellationToken);
                }
                catch (ZenException exception)
                {
                    failure ??= exception;
                }
            }

            last = page[^1];
        }

        return failure;
    }

    private Task<IReadOnlyList<SecretVersionKey>> ListAsync(
        Id<Secret>? secret, SecretVersionKey? after, CancellationToken cancellationToken) => database.ReadAsync(
        (unit, token) => unit.ExternalValues.ListUnfinishedAsync(secret, clock.GetUtcNow(), after, PageSize, token), cancellationToken);

    private async Task DeleteAsync(SecretVersionKey key, CancellationToken cancellationToken)
    {
        if (await database.WriteAsync((unit, token) => unit.ExternalValues.AbandonAsync(key, token), cancellationToken))
        {
            await store.DeleteAsync(key, cancellationToken);
            await database.WriteAsync((unit, token) => unit.ExternalValues.RemoveAsync(key, token), cancellationToken);
        }
    }
}
