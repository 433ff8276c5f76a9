using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
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
        var connection = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        using var lifetime = new LimitedLifetime(connection, limit.Reached);
        http.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (lifetime.HasReachedLimit)
        {
            throw Failure();
        }
        finally
        {
            http.Features.Set(connection);
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

    /// <summary>The lifetime of one request. It links the tokens only for requests that wait for something.</summary>
    private sealed class LimitedLifetime(IHttpRequestLifetimeFeature connection, CancellationToken limit)
        : IHttpRequestLifetimeFeature, IDisposable
    {
        private CancellationTokenSource? either;

        public bool HasReachedLimit => limit.IsCancellationRequested && !connection.RequestAborted.IsCancellationRequested;

        public CancellationToken RequestAborted
        {
            get => (either ??= CancellationTokenSource.CreateLinkedTokenSource(connection.RequestAborted, limit)).Token;
            set => connection.RequestAborted = value;
        }

        public void Abort() => connection.Abort();

        public void Dispose() => either?.Dispose();
    }
}
