using ZenML.Core.Errors;

namespace ZenML.Core.Auditing;

/// <summary>Records reads of secret values before the values are returned.</summary>
public interface IReadLog
{
    /// <summary>
    /// Records reads. Return the values only after this has completed. It completes at once while writing keeps up,
    /// otherwise when the records are written. A clean shutdown writes all records.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>: records cannot be written, so do not return the values.
    /// </exception>
    ValueTask RecordAsync(IReadOnlyCollection<AuditEvent> reads, CancellationToken cancellationToken);

    /// <summary>
    /// Records an event that anyone can cause any number of times, such as a failed login. Events with the same key
    /// within an hour share one record, which counts them. It is written within seconds, and by a clean shutdown. Never
    /// throws.
    /// </summary>
    /// <param name="key">The key of the event.</param>
    /// <param name="repeated">The event. The record shows the first one.</param>
    void RecordRepeated(string key, AuditEvent repeated);

    /// <summary>
    /// Writes all pending records. If that fails, they stay pending, and reads are refused until they are written.
    /// </summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
