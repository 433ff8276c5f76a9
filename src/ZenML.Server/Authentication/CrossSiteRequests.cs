using ZenML.Server.Http.Responses;

namespace ZenML.Server.Authentication;

/// <summary>
/// Rejects changes that a browser sends for a page of another site, whatever authenticates them. A rejected login does not
/// count as a failed login. Such a page cannot send a token itself, because the server does not allow cross-origin requests.
/// </summary>
internal sealed class CrossSiteRequests(RequestDelegate next)
{
    /// <summary>Checks the request. Routing must come first.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var changes = !BrowserOrigin.IsSafe(http.Request) || http.GetEndpoint()?.Metadata.GetMetadata<ChangesState>() is not null;
        return changes && BrowserOrigin.IsForeign(http.Request) ? throw Rejection() : next(http);
    }

    /// <summary>Creates the response to a request from another site.</summary>
    public static HttpFailure Rejection() => HttpFailure.Plain(403, "This request comes from another site.");
}
