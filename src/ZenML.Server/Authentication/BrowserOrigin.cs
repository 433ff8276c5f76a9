namespace ZenML.Server.Authentication;

/// <summary>Determines, from what the browser sends, which site a request comes from.</summary>
internal static class BrowserOrigin
{
    /// <summary>
    /// Whether a cookie may authenticate the request. Browsers attach cookies to requests from other sites too, so a request
    /// that changes something must provably come from a page of this server.
    /// </summary>
    public static bool MayUseCookie(HttpRequest request) => IsSafe(request) || IsOwnPage(request) == true;

    /// <summary>Whether a page of another site sent the request.</summary>
    public static bool IsForeign(HttpRequest request) => IsOwnPage(request) == false;

    /// <summary>Whether the method is safe, as HTTP defines it: it changes nothing.</summary>
    public static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <returns>Null if the request does not tell: it comes from a program, or from a typed address in a browser.</returns>
    private static bool? IsOwnPage(HttpRequest request)
    {
        // The browser's own verdict comes first: a proxy may change the host and scheme, but not this header.
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
