using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Core.Auditing;

/// <summary>What a caller can do with the audit.</summary>
public interface IAuditService
{
    /// <summary>One page of the events that fit.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> unless the caller is an administrator.</exception>
    Task<Page<AuditEvent>> ListAsync(ListQuery query, CancellationToken cancellationToken);
}
