namespace ZenML.SecretsStores.Tests.Conformance;

/// <summary>A clock on which time passes many times as fast, so that a test need not wait for a deadline.</summary>
internal sealed class HurriedClock(int times) : TimeProvider
{
    private readonly long start = System.GetTimestamp();
    private readonly DateTimeOffset begun = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => begun + (System.GetElapsedTime(start) * times);

    public override long GetTimestamp() => start + ((System.GetTimestamp() - start) * times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), this);

    private TimeSpan Shorten(TimeSpan time) => time > TimeSpan.Zero ? time / times : time;

    private sealed class HurriedTimer(ITimer timer, HurriedClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Shorten(dueTime), clock.Shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
