using System.Net;

namespace ZenML.Server.Authentication;

/// <summary>Determines whether a request comes directly from a program on this machine.</summary>
internal static class DirectConnection
{
    /// <summary>Headers that proxies add when they forward a request.</summary>
    private static readonly string[] ProxyHeaders =
    [
        "Forwarded", "Via", "Client-IP", "True-Client-IP", "CDN-Loop", "CF-Ray", "CF-Connecting-IP", "Fastly-Client-IP",
        "Front-End-Https", "Max-Forwards", "Proxy-Connection", "Surrogate-Capability", "X-Real-IP", "X-Client-IP",
        "X-Cluster-Client-IP", "X-Remote-IP", "X-Remote-Addr", "X-Originating-IP", "X-ProxyUser-IP",
        "X-Appengine-User-IP", "X-Azure-ClientIP", "X-Envoy-External-Address", "X-Amzn-Trace-Id", "X-Varnish",
        "X-Scheme", "X-Host", "X-Tunnel-Id", "X-Request-ID", "Tailscale-User-Login", "ngrok-skip-browser-warning",
    ];

    /// <summary>
    /// Whether the connection is a loopback connection without a sign of a proxy. A proxy that adds no header, such as an SSH
    /// tunnel or nginx without <c>proxy_set_header</c>, is not detected.
    /// </summary>
    /// <remarks>
    /// With a trusted proxy, the framework replaces the connection's address, so this must not be used:
    /// <see cref="Configuration.ServerOptions.AllowsEmptyPassword"/>.
    /// </remarks>
    public static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !http.Request.Headers.Keys.Any(IsProxyHeader);

    private static bool IsProxyHeader(string name) =>
        name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
        || ProxyHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);
}
