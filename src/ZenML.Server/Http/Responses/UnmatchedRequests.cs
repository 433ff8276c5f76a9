using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Http.Responses;

/// <summary>Answers requests that no route is for: 404 to GET, 405 to everything else. A slash at the end makes
/// another path, except where <see cref="TrailingSlash"/> allows it.</summary>
internal sealed class UnmatchedRequests(RequestDelegate next)
{
    /// <summary>Passes on what a route is for.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var isMatched = http.GetEndpoint() is RouteEndpoint endpoint
            && (path is not [_, .., '/'] || endpoint.Metadata.GetMetadata<TrailingSlash>() is not null);
        return isMatched ? next(http)
            : throw (HttpMethods.IsGet(http.Request.Method)
                ? HttpFailure.Plain(404, "Not Found")
                : HttpFailure.Plain(405, "Method Not Allowed"));
    }
}
