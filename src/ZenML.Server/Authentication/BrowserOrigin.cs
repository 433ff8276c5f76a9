namespace ZenML.Server.Authentication;

/// <summary>Where a browser's request was made, as the browser says.</summary>
internal static class BrowserOrigin
{
    /// <summary>
    /// Whether a cookie may authenticate the request. A browser attaches it to requests of other sites too, so a request that
    /// changes something must demonstrably come from a page of this server.
    /// </summary>
    public static bool MayUseCookie(HttpRequest request) => IsSafe(request) || IsOwnPage(request) == true;

    /// <summary>Whether the page of another site sent the request.</summary>
    public static bool IsForeign(HttpRequest request) => IsOwnPage(request) == false;

    /// <summary>Whether the method promises to change nothing.</summary>
    public static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <returns>Null if the request does not say, as programs do and browsers when somebody types an address.</returns>
    private static bool? IsOwnPage(HttpRequest request)
    {
        // The browser's own judgment comes first: a proxy may have changed the host and the scheme, but not this.
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site != "none")
        {
            return site == "same-origin";
        }

        return request.Headers.Origin.ToString() is { Length: > 0 } origin ? IsOwn(request, origin)
            : request.Headers.Referer.ToString() is { Length: > 0 } page ? IsOwn(request, page)
            : null;
    }

    private static bool IsOwn(HttpRequest request, string address) => Uri.TryCreate(address, UriKind.Absolute, out var from)
        && from.Scheme == request.Scheme && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
