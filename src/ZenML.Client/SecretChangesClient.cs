using System.Runtime.CompilerServices;
using ZenML.Core.Errors;
using ZenML.Core.Time;

namespace ZenML.Client;

/// <summary>Watches the secrets of the active workspace for changes.</summary>
public class SecretChangesClient : ResourceClient
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    internal SecretChangesClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected SecretChangesClient()
        : base(null)
    {
    }

    /// <summary>
    /// Returns whether <see cref="WatchAsync"/> has a notice within two seconds of a change: of the local store, and of our server. A
    /// server of ZenML does not report changes, so its list of secrets is read every 15 seconds.
    /// </summary>
    /// <exception cref="ZenException">The server cannot be reached, or rejects the login.</exception>
    public virtual Task<bool> ArePromptAsync(CancellationToken cancellationToken = default) =>
        Session.CallAsync(async services => await services.SecretChanges.ArePromptAsync(cancellationToken), cancellationToken);

    /// <summary>
    /// Returns a notice when the watch begins, and one after each change of any secret of the active workspace that you see. Read your
    /// secrets after each notice, the first one included, and you miss no change. Several changes can share a notice.
    /// </summary>
    /// <remarks>
    /// Over our server, a notice comes within two seconds. A server of ZenML is asked every 15 seconds. While the server cannot be
    /// reached, the watch tries again; when it answers, there is a notice, also without a change. Requests are at least half a second
    /// apart.
    /// </remarks>
    /// <param name="onFailure">Receives failures after which the watch tries again; null to ignore them.</param>
    /// <param name="cancellationToken">Ends the watch with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ZenException">
    /// The watch cannot go on, for example <see cref="ErrorCode.NotAuthenticated"/>: the login is no longer valid;
    /// <see cref="ErrorCode.NotFound"/>: the workspace no longer exists.
    /// </exception>
    public virtual IAsyncEnumerable<SecretsChange> WatchAsync(
        Action<ZenException>? onFailure = null, CancellationToken cancellationToken = default) =>
        ReadAsync((cursor, token) => AskAsync(Session, cursor, token), Session.Options.Clock, onFailure, cancellationToken);

    /// <summary>Watches with a function that asks for the present cursor, or waits until it differs from the one that it gets.</summary>
    internal static async IAsyncEnumerable<SecretsChange> ReadAsync(
        Func<string?, CancellationToken, Task<string>> ask, TimeProvider clock, Action<ZenException>? onFailure,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        var (vain, hasFailed) = (0, false);
        while (true)
        {
            string? present = null;
            var isStart = cursor is null;
            var asked = clock.GetTimestamp();
            try
            {
                present = await ask(cursor, cancellationToken);
            }
            catch (ZenException exception) when (exception.Code.IsTransient())
            {
                hasFailed = true;
                onFailure?.Invoke(exception);
            }

            if (present is not null && (present != cursor || hasFailed))
            {
                (cursor, vain, hasFailed) = (present, 0, false);
                yield return new SecretsChange(isStart, present);
            }

            // A wait takes long. If it does not, the server or a proxy before it answers at once: such a loop must not be a fast one.
            var pause = Backoff.DelayAfter(vain + 1, FirstPause, LongestPause) - clock.GetElapsedTime(asked);
            if (pause > TimeSpan.Zero && !(isStart && present is not null))
            {
                vain++;
                await Task.Delay(pause, clock, cancellationToken);
            }
            else
            {
                vain = 0;
            }
        }
    }

    private static Task<string> AskAsync(ClientSession session, string? cursor, CancellationToken cancellationToken) =>
        session.CallInWorkspaceAsync(
            (services, workspace) => cursor is null
                ? services.SecretChanges.GetCursorAsync(workspace, cancellationToken)
                : services.SecretChanges.WaitAsync(workspace, cursor, cancellationToken),
            cancellationToken);
}
