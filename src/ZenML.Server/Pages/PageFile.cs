namespace ZenML.Server.Pages;

/// <summary>The files of the pages for people: HTML, scripts and styles that are part of the program.</summary>
internal static class PageFile
{
    // Scripts and styles come from this server; a page loads and sends nothing elsewhere.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds a route that sends an embedded file to everyone.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="path">The path of the route.</param>
    /// <param name="name">The name of the file. Its extension decides the content type.</param>
    public static void MapFile(this IEndpointRouteBuilder routes, string path, string name) =>
        routes.MapGet(path, Send(Read(name), ContentTypeOf(name))).AllowAnonymous();

    /// <summary>Sends HTML that needs no other file.</summary>
    public static RequestDelegate SendHtml(string html) => Send(System.Text.Encoding.UTF8.GetBytes(html), ContentTypeOf(".html"));

    private static RequestDelegate Send(byte[] bytes, string contentType) => http =>
    {
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    };

    private static byte[] Read(string name)
    {
        using var resource = typeof(PageFile).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }

    private static string ContentTypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "text/css; charset=utf-8",
    };
}
