using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Shutdown;

/// <summary>
/// Cancels requests that are still in flight at the time limit of a shutdown, as if their clients had disconnected, and responds
/// with status 503. A cancelled change was not made: once its transaction has started, it is no longer cancelled.
/// </summary>
internal sealed class CutOffRequests(RequestDelegate next, ShutdownLimit limit)
{
    private static readonly TimeSpan TimeToRestart = TimeSpan.FromSeconds(5);

    /// <summary>Runs the rest of the pipeline.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var hungUp = http.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hungUp, limit.Reached);
        http.RequestAborted = either.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested && !hungUp.IsCancellationRequested)
        {
            throw Failure();
        }
        finally
        {
            http.RequestAborted = hungUp;
        }
    }

    private static HttpFailure Failure()
    {
        var failure = HttpFailure.Named(
            503, ErrorClass.Runtime, "The server is stopping and did not finish this request. Nothing was changed. Try again later.");
        failure.Headers["Retry-After"] = ((int)TimeToRestart.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        // The server does not wait for the rest of the request.
        failure.Headers["Connection"] = "close";
        failure.Headers[WireErrors.CodeHeader] = nameof(ErrorCode.StoreUnavailable);
        return failure;
    }
}
