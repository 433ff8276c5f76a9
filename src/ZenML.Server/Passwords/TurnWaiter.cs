using ZenML.Core.Errors;

namespace ZenML.Server.Passwords;

/// <summary>One who waits for a turn.</summary>
internal sealed class TurnWaiter
{
    private readonly TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the turn begins.</summary>
    public Task Turn => turn.Task;

    public static ZenException Busy() =>
        new(ErrorCode.ServerBusy, "The server has too many logins to check at the moment. Try again in a few seconds.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public void Begin() => turn.TrySetResult();

    public void Refuse() => turn.TrySetException(Busy());

    public void Cancel(CancellationToken cancellationToken) => turn.TrySetCanceled(cancellationToken);
}
