using System.Net;

namespace ZenML.Server.Authentication;

/// <summary>Whether a request comes straight from a program of this machine.</summary>
internal static class DirectConnection
{
    /// <summary>Headers with which proxies say that they forward the request of another client.</summary>
    private static readonly string[] OfProxies =
    [
        "Forwarded", "Via", "Client-IP", "True-Client-IP", "CDN-Loop", "CF-Ray", "CF-Connecting-IP", "Fastly-Client-IP",
        "Front-End-Https", "Max-Forwards", "Proxy-Connection", "Surrogate-Capability", "X-Real-IP", "X-Client-IP",
        "X-Cluster-Client-IP", "X-Remote-IP", "X-Remote-Addr", "X-Originating-IP", "X-ProxyUser-IP",
        "X-Appengine-User-IP", "X-Azure-ClientIP", "X-Envoy-External-Address", "X-Amzn-Trace-Id", "X-Varnish",
        "X-Scheme", "X-Host", "X-Tunnel-Id", "X-Request-ID", "Tailscale-User-Login", "ngrok-skip-browser-warning",
    ];

    /// <summary>
    /// Whether the connection is a loopback connection and no proxy shows. A proxy that adds no header, such as a
    /// tunnel of SSH or nginx without <c>proxy_set_header</c>, does not show.
    /// </summary>
    /// <remarks>
    /// The connection's own address is what the framework has only as long as no proxy is trusted; with one, nobody may ask
    /// this: <see cref="Configuration.ServerOptions.AllowsEmptyPassword"/>.
    /// </remarks>
    public static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !http.Request.Headers.Keys.Any(IsOfProxy);

    private static bool IsOfProxy(string name) =>
        name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase) || OfProxies.Contains(name, StringComparer.OrdinalIgnoreCase);
}
