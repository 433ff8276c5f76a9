using ZenML.Core.Persistence;

namespace ZenML.Stores.Sql.Writing;

/// <summary>A write that waits for its turn.</summary>
internal abstract class SharedWrite
{
    /// <summary>Does the work, anew if it was done before; what it gives is not told before <see cref="Acknowledge"/>.</summary>
    public abstract Task RunAsync(IUnitOfWork unit);

    /// <summary>
    /// Notes that the work failed by itself and left nothing behind. The caller hears of it with the others: what made
    /// it fail may be one of theirs.
    /// </summary>
    public abstract void Refuse(Exception exception);

    /// <summary>Tells the caller how the work ended: the transaction is durable.</summary>
    public abstract void Acknowledge();

    /// <summary>Tells the caller that nothing was done, because the transaction failed.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>
    /// Tells the caller that the work may have been done: the commit failed. Work that was refused has left nothing in
    /// any case.
    /// </summary>
    /// <param name="unknown">What the caller of work that may have been done gets.</param>
    /// <param name="cause">What the commit failed with.</param>
    public abstract void Doubt(Exception unknown, Exception cause);
}
