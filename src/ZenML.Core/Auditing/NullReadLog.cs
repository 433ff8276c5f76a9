namespace ZenML.Core.Auditing;

/// <summary>
/// Records no reads: for an embedded store, whose readers are those who can read its files anyway. What they wrote about themselves would
/// prove nothing, and
/// every read would wait for the disk.
/// </summary>
public sealed class NullReadLog : IReadLog
{
    /// <inheritdoc />
    public ValueTask RecordAsync(IReadOnlyCollection<AuditEvent> reads, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public void RecordRepeated(string key, AuditEvent repeated)
    {
    }

    /// <inheritdoc />
    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
