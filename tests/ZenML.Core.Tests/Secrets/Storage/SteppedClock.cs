namespace ZenML.Core.Tests.Secrets.Storage;

/// <summary>A clock that a test moves forward. Timers run by the system's clock.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private TimeSpan ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;

    public void Advance(TimeSpan time) => ahead += time;
}
