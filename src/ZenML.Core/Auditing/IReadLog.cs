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
    /// Takes an event that returns no value, such as a refused login, and never waits until it is written.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: records cannot be written.</exception>
    void Record(AuditEvent happened);

    /// <summary>Writes what was taken. If that fails, it is kept, and further reads are refused until it is written.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
