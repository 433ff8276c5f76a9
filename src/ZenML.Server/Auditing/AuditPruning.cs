using ZenML.Core.Auditing;
using ZenML.Core.Errors;

namespace ZenML.Server.Auditing;

/// <summary>Forgets old audit records once an hour, also when nobody reads anything.</summary>
internal sealed partial class AuditPruning(GatheredReads reads, TimeProvider clock, ILogger<AuditPruning> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await reads.PruneAsync(stoppingToken);
            }
            catch (ZenException exception)
            {
                LogFailure(exception.Code);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server stops, perhaps before it could start: nothing went wrong here.
                return;
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Old audit records could not be deleted: {Code}")]
    private partial void LogFailure(ErrorCode code);
}
