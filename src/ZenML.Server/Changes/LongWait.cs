using Microsoft.AspNetCore.Http.Features;

namespace ZenML.Server.Changes;

/// <summary>
/// Marks requests that wait for something on purpose. They are no measure of how fast the server is: the log, metrics and traces leave them
/// out unless they fail.
/// </summary>
internal static class LongWait
{
    private static readonly object Mark = new();

    /// <summary>Notes that a request waits from now on.</summary>
    public static void Begin(HttpContext http) => http.Items[Mark] = Mark;

    /// <summary>Leaves a request that waited, and did not fail, out of the metric of durations.</summary>
    public static void LeaveOutOfMetrics(HttpContext http)
    {
        if (IsOf(http) && http.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }
    }

    /// <summary>Whether a request waited on purpose and did not fail.</summary>
    public static bool IsOf(HttpContext http) =>
        http.Response.StatusCode < StatusCodes.Status400BadRequest && http.Items.ContainsKey(Mark);
}
