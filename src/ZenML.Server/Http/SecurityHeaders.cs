namespace ZenML.Server.Http;

/// <summary>Headers that keep answers out of caches and frames, and tell clients that this server has extensions.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The header by which clients know this server; its value counts the extensions up.</summary>
    public const string ServerHeader = "X-ZenML-Server";

    /// <summary>The extensions of this version.</summary>
    public const string ServerValue = "dotnet; extensions=1";

    /// <summary>Sets them; an endpoint may replace them.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers[ServerHeader] = ServerValue;
        return next(http);
    }
}
