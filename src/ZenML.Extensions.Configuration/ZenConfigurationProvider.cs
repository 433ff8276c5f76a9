using Microsoft.Extensions.Configuration;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Extensions.Configuration;

/// <summary>Reads secrets when the configuration is built, and again after changes. Owns its client.</summary>
internal sealed class ZenConfigurationProvider : ConfigurationProvider, IDisposable
{
    /// <summary>How long a start waits for the store if there is a copy to start from.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ZenConfigurationOptions options;
    private readonly ZenClient client;
    private readonly TimeProvider clock;
    private readonly SecretSelection selection;
    private readonly SecretCache? cache;
    private readonly Action<string>? warn;
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim loading = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private string? versions;
    private Id<Workspace>? workspace;
    private bool hasStarted;
    private Task? watching;
    private volatile Exception? outage;
    private volatile Action<string>? log;

    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the options are invalid.</exception>
    public ZenConfigurationProvider(ZenConfigurationOptions options, ZenClientOptions clientOptions)
    {
        (this.options, clock, warn) = (options, clientOptions.Clock, clientOptions.OnWarning);
        selection = new SecretSelection(options);
        client = ZenClient.Open(clientOptions);
        cache = options.CachePath is null
            ? null
            : SecretCache.Of(options, clientOptions, $"{client.Runtime.Identify()}\n{selection.Identify()}", Notify);
    }

    /// <summary>Why the values may be out of date; null if they are not.</summary>
    public string? Outage => outage?.Message;

    /// <summary>
    /// Sends what <see cref="ZenConfigurationOptions.OnFailure"/> would get to a log, once per outage, unless the program set that or a
    /// receiver of warnings. What happened before there was a log is sent now.
    /// </summary>
    public void LogTo(Action<string> writer)
    {
        log = writer;
        if (options.OnFailure is null && warn is null && outage is { } before)
        {
            writer(before.Message);
        }
    }

    /// <summary>Reads the secrets. Only the first time, a failure is an error.</summary>
    /// <exception cref="ZenException">The secrets cannot be read, and are not optional.</exception>
    public override void Load()
    {
        // The interface is synchronous. No code of the caller's thread runs, so nothing can block it.
        Task.Run(() => hasStarted ? ReloadAsync(stopping.Token) : StartAsync(stopping.Token)).GetAwaiter().GetResult();
        if (options.ReloadOnChange)
        {
            watching ??= Task.Run(() => WatchAsync(stopping.Token));
        }
    }

    /// <summary>Ends the watch and closes the client.</summary>
    public void Dispose()
    {
        if (!stopping.IsCancellationRequested)
        {
            stopping.Cancel();

            // It ends at once, unless this is called by what it called.
            watching?.Wait(LongestEnd);
            client.Dispose();
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var copy = cache?.TryRead();
        using var time = new CancellationTokenSource(copy is null ? Timeout.InfiniteTimeSpan : LongestStart, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            await ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (copy is not null && !cancellationToken.IsCancellationRequested)
        {
            UseCopy(copy, new ZenException(ErrorCode.StoreUnavailable, $"The store did not answer in time."));
        }
        catch (ZenException exception) when (copy is not null && exception.Code.IsTransient())
        {
            UseCopy(copy, exception);
        }
        catch (ZenException exception) when (options.Optional)
        {
            Fail(exception);
        }

        hasStarted = true;
    }

    /// <exception cref="ZenException">The reason: the copy is of another workspace of that name.</exception>
    private void UseCopy(CachedSecrets copy, ZenException reason)
    {
        if (workspace is { } present && copy.Workspace != present.Value)
        {
            throw reason;
        }

        Data = new Dictionary<string, string?>(copy.Values, StringComparer.OrdinalIgnoreCase);
        Fail(new ZenException(
            ErrorCode.StoreUnavailable, $"The secrets come from the copy in '{options.CachePath}'. {reason.Message:raw}"));
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        catch (ZenException exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Reads the values if they may have changed, and tells the program if they have.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            if (cache is not null)
            {
                workspace = (await client.Workspaces.GetActiveAsync(cancellationToken)).Id;
            }

            var loaded = await selection.ReadAsync(client, cancellationToken);
            outage = null;
            versions = loaded.Versions;
            NotifyOnce(loaded.Problems);
            if (workspace is { } id)
            {
                cache?.Write(new CachedSecrets(id.Value, loaded.Values));
            }

            if (IsSame(loaded.Values))
            {
                return;
            }

            Data = loaded.Values;
        }
        finally
        {
            loading.Release();
        }

        if (hasStarted)
        {
            OnReload();
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested; failures++)
        {
            try
            {
                await foreach (var _ in client.SecretChanges.WatchAsync(Fail, cancellationToken))
                {
                    if (await selection.ReadVersionsAsync(client, cancellationToken) is not { } present || present != versions)
                    {
                        await ReadAsync(cancellationToken);
                    }

                    failures = 0;
                    outage = null;
                }
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever it is, perhaps of the program's own code: the watch goes on.
                Report(exception);
            }

            await Task.Delay(Backoff.DelayAfter(failures + 1, FirstPause, LongestPause), clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Remembers that the values may be out of date, and says why.</summary>
    private void Fail(Exception exception)
    {
        var isNew = outage?.Message != exception.Message;
        outage = exception;
        Notify(exception, isNew);
    }

    private void Notify(Exception exception) => Notify(exception, isNew: true);

    private void Notify(Exception exception, bool isNew)
    {
        if (options.OnFailure is { } notify)
        {
            notify(exception);
        }
        else if (warn is not null)
        {
            warn(exception.Message);
        }
        else if (isNew)
        {
            log?.Invoke(exception is ZenException
                ? exception.Message
                : $"New values of secrets could not be passed on to the program ({exception.GetType().Name}).");
        }
    }

    /// <summary>Reports what a read left out, unless the one before did too.</summary>
    private void NotifyOnce(IReadOnlyList<ZenException> problems)
    {
        var before = reported.ToArray();
        reported.Clear();
        foreach (var problem in problems)
        {
            if (reported.Add(problem.Message) && !before.Contains(problem.Message))
            {
                Notify(problem);
            }
        }
    }

    private void Report(Exception exception)
    {
        try
        {
            if (exception is ZenException)
            {
                Fail(exception);
            }
            else
            {
                Notify(exception);
            }
        }
        catch (Exception)
        {
            // Nothing is left to report to.
        }
    }

    private bool IsSame(Dictionary<string, string?> values) =>
        values.Count == Data.Count && values.All(entry => Data.TryGetValue(entry.Key, out var present) && present == entry.Value);
}
