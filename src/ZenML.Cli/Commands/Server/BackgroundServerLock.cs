using System.Diagnostics;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// Lets one <c>zenml up</c> or <c>zenml down</c> at a time run for a configuration folder. The operating system releases
/// the lock when its holder exits. The file is never deleted: two processes could hold a file that is created again.
/// </summary>
internal sealed class BackgroundServerLock(BackgroundServer server)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long to wait before <c>say</c> is called.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait in all: longer than any start or stop takes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(8);

    /// <summary>Waits for the lock as commands do.</summary>
    /// <param name="server">The server to work on.</param>
    /// <param name="say">Called with a message if the wait is long.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The lock, until it is disposed of.</returns>
    /// <exception cref="ZenException">As in <see cref="WaitAsync"/>.</exception>
    public static Task<IDisposable> TakeAsync(BackgroundServer server, Action<string> say, CancellationToken cancellationToken) =>
        new BackgroundServerLock(server).WaitAsync(say, cancellationToken);

    /// <summary>Waits for the lock.</summary>
    /// <param name="say">Called with a message if the wait is long.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The lock, until it is disposed of.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: another command held it for too long,
    /// or its file cannot be made.</exception>
    public async Task<IDisposable> WaitAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var (start, isTold) = (Stopwatch.GetTimestamp(), false);
        while (true)
        {
            try
            {
                server.PrepareFolder();
                return LockFile.Open(server.LockFile);
            }
            catch (IOException exception) when (IsHeldByOther(exception))
            {
                if (Stopwatch.GetElapsedTime(start) > Patience)
                {
                    throw new ZenException(ErrorCode.StoreUnavailable,
                        $"Another 'zenml up' or 'zenml down' has been running for too long; it holds "
                            + $"'{server.LockFile}'. Nothing was changed. Stop it or wait, then try again.", exception);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ZenException(
                    ErrorCode.StoreUnavailable,
                    $"Cannot lock the file '{server.LockFile}': {Sentence.End(exception.Message)} Nothing was changed.", exception);
            }

            if (!isTold && Stopwatch.GetElapsedTime(start) > Silence)
            {
                isTold = true;
                say("Another 'zenml up' or 'zenml down' is running. Waiting for it to finish ...");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <remarks>EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.</remarks>
    private static bool IsHeldByOther(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
