using System.Text.RegularExpressions;

namespace ZenML.Server.Http.Connections;

/// <summary>
/// The path below which a trusted proxy serves this server, as it says in <c>X-Forwarded-Prefix</c>. The proxy removes it
/// before it forwards a request; addresses that leave the server have it.
/// </summary>
internal sealed partial class ForwardedPrefix(RequestDelegate next)
{
    /// <summary>Ignores a prefix that is not a plain path, and the slash at its end.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.PathBase.HasValue)
        {
            var prefix = http.Request.PathBase.Value.TrimEnd('/');
            http.Request.PathBase = Plain().IsMatch(prefix) ? new PathString(prefix) : PathString.Empty;
        }

        return next(http);
    }

    /// <summary>The address of a path of this server: absolute if the server knows its prefix, else from its root.</summary>
    /// <remarks>
    /// Clients put an address from the root behind the address that they were given, which has the prefix already.
    /// </remarks>
    public static string AddressOf(HttpRequest request, string path) =>
        request.PathBase.HasValue ? $"{request.Scheme}://{request.Host}{request.PathBase}{path}" : path;

    [GeneratedRegex(@"\A(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\z")]
    private static partial Regex Plain();
}
