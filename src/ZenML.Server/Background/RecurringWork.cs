using ZenML.Core.Errors;

namespace ZenML.Server.Background;

/// <summary>
/// Work that the server does by itself, once at the start and then again and again. No failure ends it, of whatever
/// kind: it is logged, and the work is tried again after a pause that grows with the failures. All work in the
/// background is one of these.
/// </summary>
/// <param name="name">What it does, for the log: a clause such as <c>deleting old audit records</c>.</param>
/// <param name="interval">The pause after a success, and the longest one after failures.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Where failures are logged.</param>
internal abstract partial class RecurringWork(string name, TimeSpan interval, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    /// <summary>The pause after so many failures in a row, 0 for a success.</summary>
    internal TimeSpan PauseAfter(int failures)
    {
        var pause = failures == 0 ? interval : FirstPause * Math.Pow(2, Math.Min(failures, 20) - 1);
        return pause < interval ? pause : interval;
    }

    /// <summary>Does the work once.</summary>
    protected abstract Task RunOnceAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                failures = 0;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // The server stops, perhaps before it could start: nothing went wrong here.
                return;
            }
            catch (Exception exception)
            {
                failures++;
                LogFailure(name, (exception as ZenException)?.Code.ToString() ?? exception.GetType().Name, PauseAfter(failures));
            }

            await Task.Delay(PauseAfter(failures), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Failed at {Work}: {Reason}. Next attempt in {Pause}")]
    private partial void LogFailure(string work, string reason, TimeSpan pause);
}
