namespace ZenML.Core.Auditing;

/// <summary>
/// Records no reads. For a local store: whoever reads it can read its files anyway, so records would prove nothing and
/// slow down every read.
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
