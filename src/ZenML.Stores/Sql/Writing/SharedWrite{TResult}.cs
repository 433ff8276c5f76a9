using ZenML.Core.Persistence;

namespace ZenML.Stores.Sql.Writing;

/// <summary>A write that waits for its turn, with what it gives.</summary>
internal sealed class SharedWrite<TResult>(Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) : SharedWrite
{
    private readonly TaskCompletionSource<TResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TResult? result;

    private Exception? refusal;

    /// <summary>Ends when the work is durable, or failed.</summary>
    public Task<TResult> Completion => completion.Task;

    public override async Task RunAsync(IUnitOfWork unit)
    {
        refusal = null;
        cancellationToken.ThrowIfCancellationRequested();
        result = await work(unit, cancellationToken);
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
}
