namespace ZenML.Server.Authentication;

/// <summary>Where a browser's request was made, as the browser says.</summary>
internal static class BrowserOrigin
{
    /// <summary>Whether a request that only a cookie vouches for may change something: it reads only, or it comes from a page of this server.</summary>
    public static bool MayChange(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsOwnPage(request) == true;

    /// <summary>Whether another site made a browser send this.</summary>
    public static bool IsForeign(HttpRequest request) => IsOwnPage(request) == false;

    /// <summary>Null if it says nothing: then it is no browser of this decade.</summary>
    private static bool? IsOwnPage(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site == "same-origin";
        }

        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            ? Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme == request.Scheme && from.Authority == request.Host.Value
            : null;
    }
}
