using ZenML.Server.Http.Responses;

namespace ZenML.Server.Authentication;

/// <summary>
/// Rejects changes that the page of another site has a browser send, whatever authenticates them. A rejected login does not
/// count as a failed one. No such page can send a token of its own: the server permits no cross-origin requests.
/// </summary>
internal sealed class CrossSiteRequests(RequestDelegate next)
{
    /// <summary>Checks the request once its endpoint is known.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var changes = !BrowserOrigin.IsSafe(http.Request) || http.GetEndpoint()?.Metadata.GetMetadata<ChangesState>() is not null;
        return changes && BrowserOrigin.IsForeign(http.Request) ? throw Refusal() : next(http);
    }

    /// <summary>The response to a request of another site.</summary>
    public static HttpFailure Refusal() => HttpFailure.Plain(403, "This request comes from another site.");
}
