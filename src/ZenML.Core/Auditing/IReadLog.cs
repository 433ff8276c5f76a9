using ZenML.Core.Errors;

namespace ZenML.Core.Auditing;

/// <summary>Takes the records of reads of values before the values are returned.</summary>
public interface IReadLog
{
    /// <summary>
    /// Takes the records of values that were read and are to be returned when this completes. It completes at once
    /// while writing keeps up, else when the records are written; either way they are written before the process exits
    /// in order.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: records cannot be written, so nothing
    /// may be returned.</exception>
    ValueTask RecordAsync(IReadOnlyCollection<AuditEvent> reads, CancellationToken cancellationToken);

    /// <summary>
    /// Takes an event that anyone can cause as often as they like, such as a failed login. Those of one key within an
    /// hour share one record, which has their number. It is written within some seconds, and before the process exits
    /// in order. Never throws.
    /// </summary>
    /// <param name="key">What makes events the same.</param>
    /// <param name="repeated">The event. The record is that of the first one.</param>
    void RecordRepeated(string key, AuditEvent repeated);

    /// <summary>Writes what was taken. If that fails, it is kept, and further reads are refused until their records are written.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
