using ZenML.Core.Errors;

namespace ZenML.Core.Auditing;

/// <summary>Takes the record of a read of values before the values are given out.</summary>
public interface IReadLog
{
    /// <summary>Takes an event. It is written within a second, and before the process ends in order.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: records cannot be written, so nothing may be read.</exception>
    void Record(AuditEvent read);

    /// <summary>Writes what was taken. If that fails, it is kept, and further reads are refused until it is written.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
