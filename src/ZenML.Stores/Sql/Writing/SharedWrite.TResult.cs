using ZenML.Core.Persistence;

namespace ZenML.Stores.Sql.Writing;

/// <summary>A write in the queue, with its result.</summary>
internal sealed class SharedWrite<TResult>(
    Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) : SharedWrite
{
    private readonly TaskCompletionSource<TResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TResult? result;

    private Exception? refusal;

    /// <summary>Completes when the work is durable or has failed.</summary>
    public Task<TResult> Completion => completion.Task;

    /// <remarks>
    /// The work does not get its caller's token. A driver ends a statement by asking the server over another
    /// connection, and gives its own up if that takes too long, with the work of all others in it. So who hangs up is
    /// heard before the work and after it, where taking it back is a matter of the savepoint alone.
    /// </remarks>
    public override async Task RunAsync(IUnitOfWork unit)
    {
        refusal = null;
        cancellationToken.ThrowIfCancellationRequested();
        result = await work(unit, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public override void Refuse(Exception exception) => refusal = exception;

    public override void Acknowledge()
    {
        if (refusal is null)
        {
            completion.TrySetResult(result!);
        }
        else
        {
            Fail(refusal);
        }
    }

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            completion.TrySetCanceled(cancellationToken);
        }
        else
        {
            completion.TrySetException(exception);
        }
    }

    public override void Doubt(Exception unknown, Exception cause) => Fail(refusal switch
    {
        null => unknown,
        OperationCanceledException => refusal,

        // What it was refused for may be the work of others in the group, of which nobody knows whether it was done.
        _ => cause,
    });
}
