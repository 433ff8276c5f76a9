using System.Text.RegularExpressions;

namespace ZenML.Server.Http.Connections;

/// <summary>
/// Sets the base path from the <c>X-Forwarded-Prefix</c> header of a trusted proxy. The proxy removes the prefix from requests;
/// addresses in responses include it.
/// </summary>
internal sealed partial class ForwardedPrefix(RequestDelegate next)
{
    /// <summary>Sets the base path. Ignores a prefix that is not a plain path, and a trailing slash.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.PathBase.HasValue)
        {
            var prefix = http.Request.PathBase.Value.TrimEnd('/');
            http.Request.PathBase = Plain().IsMatch(prefix) ? new PathString(prefix) : PathString.Empty;
        }

        return next(http);
    }

    /// <summary>Returns the address of a path on this server: absolute if the prefix is known, otherwise relative to the root.</summary>
    /// <remarks>
    /// Clients append a relative address to the server's address, which already contains the prefix.
    /// </remarks>
    public static string AddressOf(HttpRequest request, string path) =>
        request.PathBase.HasValue ? $"{request.Scheme}://{request.Host}{request.PathBase}{path}" : path;

    [GeneratedRegex(@"\A(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\z")]
    private static partial Regex Plain();
}
