using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Core.Auditing;

/// <summary>Operations on the audit log.</summary>
public interface IAuditService
{
    /// <summary>Returns one page of the matching events.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> unless the caller is an administrator.</exception>
    Task<Page<AuditEvent>> ListAsync(ListQuery query, CancellationToken cancellationToken);
}
