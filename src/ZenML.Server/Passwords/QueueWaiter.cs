using ZenML.Core.Errors;

namespace ZenML.Server.Passwords;

/// <summary>A waiting request in a queue.</summary>
internal sealed class QueueWaiter
{
    private readonly TaskCompletionSource admission = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the request gets a slot.</summary>
    public Task Admission => admission.Task;

    public static ZenException Busy() =>
        new(ErrorCode.ServerBusy, "The server is checking too many logins. Try again in a few seconds.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public void Admit() => admission.TrySetResult();

    public void Reject() => admission.TrySetException(Busy());

    public void Cancel(CancellationToken cancellationToken) => admission.TrySetCanceled(cancellationToken);
}
