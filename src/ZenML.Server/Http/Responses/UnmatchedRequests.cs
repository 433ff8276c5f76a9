using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Http.Responses;

/// <summary>
/// Responds to requests that match no route: 404 to GET, otherwise 405. A trailing slash makes a path different, except where
/// <see cref="TrailingSlash"/> allows it.
/// </summary>
internal sealed class UnmatchedRequests(RequestDelegate next)
{
    /// <summary>Passes on requests that match a route.</summary>
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
