namespace ZenML.Server.Http.Responses;

/// <summary>Answers requests that no route is for: 404 to GET, 405 to everything else. A slash at the end makes another path.</summary>
internal sealed class UnmatchedRequests(RequestDelegate next)
{
    /// <summary>Passes on what a route is for.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var isMatched = http.GetEndpoint() is RouteEndpoint && !(path.Length > 1 && path.EndsWith('/'));
        return isMatched ? next(http)
            : throw (HttpMethods.IsGet(http.Request.Method)
                ? HttpFailure.Plain(404, "Not Found")
                : HttpFailure.Plain(405, "Method Not Allowed"));
    }
}
