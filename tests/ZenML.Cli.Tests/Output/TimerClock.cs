namespace ZenML.Cli.Tests.Output;

/// <summary>A clock with one timer that fires when a test says so.</summary>
internal sealed class TimerClock : TimeProvider
{
    private Action? fire;
    private TimeSpan elapsed;

    /// <summary>Whether a timer runs.</summary>
    public bool IsRunning => fire is not null;

    /// <summary>When the timer fires first.</summary>
    public TimeSpan? DueTime { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => elapsed.Ticks;

    /// <summary>Moves the clock and fires the timer.</summary>
    public void Fire(TimeSpan after)
    {
        elapsed = after;
        fire?.Invoke();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        fire = () => callback(state);
        return new Timer(this);
    }

    private sealed class Timer(TimerClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => clock.fire = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
