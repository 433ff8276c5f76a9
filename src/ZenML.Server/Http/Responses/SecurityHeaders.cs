using ZenML.Protocol.Extensions;

namespace ZenML.Server.Http.Responses;

/// <summary>Adds headers that keep responses out of caches and frames, and that announce this server's extensions.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Adds the headers; an endpoint can replace them.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        headers[ExtensionPaths.ServerHeader] = ExtensionPaths.ServerValue;
        return next(http);
    }
}
