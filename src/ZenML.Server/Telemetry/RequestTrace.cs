using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using ZenML.Server.Changes;
using ZenML.Server.Http;

namespace ZenML.Server.Telemetry;

/// <summary>Adds the route and status to the framework's activity of a request. Omits the query and the path, which can contain
/// names.</summary>
internal sealed class RequestTrace(RequestDelegate next)
{
    /// <summary>Runs the rest of the pipeline.</summary>
    public Task InvokeAsync(HttpContext http) =>
        http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity
            ? TraceAsync(http, activity)
            : next(http);

    private async Task TraceAsync(HttpContext http, Activity activity)
    {
        try
        {
            await next(http);
        }
        finally
        {
            var method = MethodName.Of(http.Request);
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            activity.DisplayName = route is null ? method : $"{method} {route}";
            if (LongWait.IsOf(http))
            {
                activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }

            activity.SetTag("http.request.method", method);
            activity.SetTag("http.route", route);
            activity.SetTag("http.response.status_code", http.Response.StatusCode);
            if (http.Response.StatusCode >= 500)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
