using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Auditing;

/// <summary>Operations on the audit log.</summary>
public interface IAuditService
{
    /// <summary>Returns one page of the matching events.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> unless the caller is an administrator.</exception>
    Task<Page<AuditEvent>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Returns an event, and after it those that are part of the same operation.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/> unless the caller is an administrator; <see cref="ErrorCode.NotFound"/>.
    /// </exception>
    Task<IReadOnlyList<AuditEvent>> GetAsync(Id<AuditEvent> id, CancellationToken cancellationToken);

    /// <summary>Returns the signed statement of where the chains end, which an export or a verification begins with.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> unless the caller is an administrator.</exception>
    Task<AuditStatement> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Returns a part of a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="after">The place after which it begins; <see cref="AuditChain.Beginning"/> for the beginning of the chain.</param>
    /// <param name="size">The most records.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/> unless the caller is an administrator.</exception>
    Task<AuditSlice> ReadSliceAsync(AuditChain chain, long after, int size, CancellationToken cancellationToken);
}
