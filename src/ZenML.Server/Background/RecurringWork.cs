using ZenML.Core.Errors;
using ZenML.Core.Time;

namespace ZenML.Server.Background;

/// <summary>
/// Background work that runs at the start and then at an interval. Failures of any kind are logged and retried with increasing
/// delays. All background work of the server derives from this class.
/// </summary>
/// <param name="name">A phrase for the log that says what the work does, such as <c>deleting old audit records</c>.</param>
/// <param name="interval">The delay after a success, and the maximum delay after failures.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log for failures.</param>
internal abstract partial class RecurringWork(string name, TimeSpan interval, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    /// <summary>Returns the delay after a number of consecutive failures, 0 for a success.</summary>
    internal TimeSpan PauseAfter(int failures) =>
        failures == 0 ? interval : Backoff.DelayAfter(failures, FirstPause, longest: interval);

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
                // The server is stopping, perhaps during its start. This is not a failure.
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

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Background work failed ({Work}): {Reason}. Next attempt in {Pause}")]
    private partial void LogFailure(string work, string reason, TimeSpan pause);
}
