namespace ZenML.Client.Tests.Attacks;

/// <summary>A clock that only moves when a test advances it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private TimeSpan passed;

    /// <summary>Whether someone waits for the clock to advance.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (gate)
            {
                return timers.Any(timer => timer.Due != TimeSpan.MaxValue);
            }
        }
    }

    /// <summary>Whether someone waits for the clock to advance by exactly this time.</summary>
    public bool IsAwaitedFor(TimeSpan time)
    {
        lock (gate)
        {
            return timers.Any(timer => timer.Due == passed + time);
        }
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Passed();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (gate)
        {
            timers.Add(timer);
        }

        return timer;
    }

    public void Advance(TimeSpan time)
    {
        ManualTimer[] due;
        lock (gate)
        {
            passed += time;
            due = [.. timers.Where(timer => timer.Due <= passed)];
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    private TimeSpan Passed()
    {
        lock (gate)
        {
            return passed;
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; } = TimeSpan.MaxValue;

        public void Fire()
        {
            Due = TimeSpan.MaxValue;
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : clock.Passed() + dueTime;
            return true;
        }

        public void Dispose() => Due = TimeSpan.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
