using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Shutdown;

/// <summary>
/// Cuts off requests that are still in flight at the limit of a shutdown: for them it is as if their client had hung up, but they are
/// answered. A change that is cut off has not been made: it is heard until it has begun, and after that it runs to its end.
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
            throw Answer();
        }
        finally
        {
            http.RequestAborted = hungUp;
        }
    }

    private static HttpFailure Answer()
    {
        var failure = HttpFailure.Named(
            503, ErrorClass.Runtime, "The server stops and did not finish this request. Nothing was changed. Try again soon.");
        failure.Headers["Retry-After"] = ((int)TimeToRestart.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        // What is still to come of the request is not waited for.
        failure.Headers["Connection"] = "close";
        failure.Headers[WireErrors.CodeHeader] = nameof(ErrorCode.StoreUnavailable);
        return failure;
    }
}
