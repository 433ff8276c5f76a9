using ZenML.Core.Persistence;

namespace ZenML.Stores.Sql.Writing;

/// <summary>A write in the queue.</summary>
internal abstract class SharedWrite
{
    /// <summary>Runs the work, possibly again. The caller gets the result only from <see cref="Acknowledge"/>.</summary>
    public abstract Task RunAsync(IUnitOfWork unit);

    /// <summary>
    /// Records that the work alone failed and was rolled back. The caller gets the error with the others: what made
    /// it fail may be one of theirs.
    /// </summary>
    public abstract void Refuse(Exception exception);

    /// <summary>Completes the caller's task: the transaction is durable.</summary>
    public abstract void Acknowledge();

    /// <summary>Fails the caller's task: the transaction failed, and nothing was done.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>
    /// Fails the caller's task with an unknown outcome: the commit failed. Work that was refused has left nothing in
    /// any case.
    /// </summary>
    /// <param name="unknown">What the caller of work that may have been done gets.</param>
    /// <param name="cause">What the commit failed with.</param>
    public abstract void Doubt(Exception unknown, Exception cause);
}
