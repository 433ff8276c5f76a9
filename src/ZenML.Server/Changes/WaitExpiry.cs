using ZenML.Server.Background;

namespace ZenML.Server.Changes;

/// <summary>
/// Ends the waits of a <see cref="SecretChangeFeed"/> whose time is up. Apart from the feed, which reads the database: waits end in time
/// also if that is slow or down.
/// </summary>
internal sealed class WaitExpiry(SecretChangeFeed feed, TimeProvider clock, ILogger<WaitExpiry> log)
    : RecurringWork("ending waits whose time is up", Interval, clock, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override Task RunOnceAsync(CancellationToken cancellationToken)
    {
        feed.EndExpired();
        return Task.CompletedTask;
    }
}
