using System.Threading.RateLimiting;

namespace ZenML.SecretsStores.Requests;

/// <summary>Lets requests of all callers through within a rate, and none while the back end has asked to wait.</summary>
internal sealed class RequestGovernor(int requestsPerSecond, TimeProvider clock) : IDisposable
{
    private const int PeriodsPerSecond = 10;

    // A back end that asks for more is asked again after this time.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly TokenBucketRateLimiter limiter = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = requestsPerSecond,
        TokensPerPeriod = Math.Max(1, requestsPerSecond / PeriodsPerSecond),
        ReplenishmentPeriod = TimeSpan.FromSeconds(requestsPerSecond < PeriodsPerSecond ? 1.0 / requestsPerSecond : 1.0 / PeriodsPerSecond),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly long start = clock.GetTimestamp();

    // Since the start, in ticks.
    private long pausedUntil;

    /// <summary>How long requests still have to wait because the back end has asked for it.</summary>
    public TimeSpan Pause
    {
        get
        {
            var left = new TimeSpan(Interlocked.Read(ref pausedUntil)) - clock.GetElapsedTime(start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Lets no request through for a time.</summary>
    public void PauseFor(TimeSpan time)
    {
        var until = (clock.GetElapsedTime(start) + (time < LongestPause ? time : LongestPause)).Ticks;
        long before;
        do
        {
            before = Interlocked.Read(ref pausedUntil);
        }
        while (before < until && Interlocked.CompareExchange(ref pausedUntil, until, before) != before);
    }

    /// <summary>Waits until a request can be sent.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        for (var pause = Pause; pause > TimeSpan.Zero; pause = Pause)
        {
            await Task.Delay(pause, clock, cancellationToken);
        }

        using var lease = await limiter.AcquireAsync(1, cancellationToken);
    }

    public void Dispose() => limiter.Dispose();
}
