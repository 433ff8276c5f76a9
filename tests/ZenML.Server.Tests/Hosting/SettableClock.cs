namespace ZenML.Server.Tests.Hosting;

/// <summary>
/// A clock that tests set. It advances by a microsecond whenever it is read, so that no two events have the same time.
/// </summary>
internal sealed class SettableClock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 11, 23, 18, 22, 35, TimeSpan.Zero);

    /// <summary>Sets the clock, possibly back, as somebody who corrects a wrong clock does.</summary>
    public void Correct(DateTimeOffset time)
    {
        lock (gate)
        {
            now = time;
        }
    }

    /// <summary>Sets it forward; never back.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        lock (gate)
        {
            now = time > now ? time : now;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now = now.AddMicroseconds(1);
        }
    }
}
