using System.Diagnostics;
using ZenML.Server.Changes;

namespace ZenML.Server.Http;

/// <summary>Logs one line per request: its route (not its path), status and duration. Never logs queries, bodies or headers.
/// Omits requests that only waited.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    /// <summary>Runs the rest of the pipeline.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            if (log.IsEnabled(LogLevel.Information) && !LongWait.IsOf(http))
            {
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
                var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                var method = MethodName.Of(http.Request);
                LogRequest(method, route, http.Response.StatusCode, milliseconds, http.TraceIdentifier);
            }
        }
    }

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms {Request}")]
    private partial void LogRequest(string method, string route, int status, double milliseconds, string request);
}
