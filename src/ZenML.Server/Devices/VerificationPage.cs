namespace ZenML.Server.Devices;

/// <summary>
/// The page on which the owner of a device approves it. Its script and style come from this server; it does not contact other
/// hosts.
/// </summary>
internal static class VerificationPage
{
    /// <summary>The path of the page.</summary>
    public const string Path = "/devices/verify";

    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the routes.</summary>
    public static void MapVerificationPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Send("verify.html", "text/html; charset=utf-8")).AllowAnonymous();
        routes.MapGet($"{Path}.js", Send("verify.js", "text/javascript; charset=utf-8")).AllowAnonymous();
        routes.MapGet($"{Path}.css", Send("verify.css", "text/css; charset=utf-8")).AllowAnonymous();
    }

    private static RequestDelegate Send(string name, string contentType)
    {
        using var resource = typeof(VerificationPage).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        var bytes = copy.ToArray();
        return http =>
        {
            http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
            http.Response.ContentType = contentType;
            http.Response.ContentLength = bytes.Length;
            return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
        };
    }
}
