using System.Runtime.CompilerServices;
using ZenML.Core.Errors;

namespace ZenML.Client;

/// <summary>Watches the secrets of the active workspace for changes.</summary>
public class SecretChangesClient : ResourceClient
{
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
    /// Returns a notice when the watch begins, and one after each change of any secret of the active workspace that you see. Read your
    /// secrets after each notice, the first one included, and you miss no change. Several changes can share a notice.
    /// </summary>
    /// <remarks>
    /// Over our server, a notice comes within two seconds. A server of ZenML is asked every 15 seconds. While the server cannot be
    /// reached, the watch tries again; changes that were made meanwhile are noticed then.
    /// </remarks>
    /// <param name="onFailure">Receives failures after which the watch tries again; null to ignore them.</param>
    /// <param name="cancellationToken">Ends the watch with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ZenException">
    /// The watch cannot go on, for example <see cref="ErrorCode.NotAuthenticated"/>: the login is no longer valid;
    /// <see cref="ErrorCode.NotFound"/>: the workspace no longer exists.
    /// </exception>
    public virtual IAsyncEnumerable<SecretsChange> WatchAsync(
        Action<ZenException>? onFailure = null, CancellationToken cancellationToken = default) =>
        ReadAsync(Session, onFailure, cancellationToken);

    private static async IAsyncEnumerable<SecretsChange> ReadAsync(
        ClientSession session, Action<ZenException>? onFailure, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        var failures = 0;
        while (true)
        {
            string? present = null;
            try
            {
                present = await AskAsync(session, cursor, cancellationToken);
                failures = 0;
            }
            catch (ZenException exception) when (MayPass(exception.Code))
            {
                failures++;
                onFailure?.Invoke(exception);
            }

            if (present is null)
            {
                await Task.Delay(PauseAfter(failures), session.Options.Clock, cancellationToken);
            }
            else if (present != cursor)
            {
                var isStart = cursor is null;
                cursor = present;
                yield return new SecretsChange(isStart, present);
            }
        }
    }

    private static Task<string> AskAsync(ClientSession session, string? cursor, CancellationToken cancellationToken) =>
        session.CallInWorkspaceAsync(
            (services, workspace) => cursor is null
                ? services.SecretChanges.GetCursorAsync(workspace, cancellationToken)
                : services.SecretChanges.WaitAsync(workspace, cursor, cancellationToken),
            cancellationToken);

    private static bool MayPass(ErrorCode code) =>
        code is ErrorCode.StoreUnavailable or ErrorCode.ServerBusy or ErrorCode.TooManyAttempts;

    private static TimeSpan PauseAfter(int failures) =>
        failures <= 5 ? TimeSpan.FromMilliseconds(200 * Math.Pow(2, failures - 1)) : LongestPause;
}
