using ZenML.Platform.Network;
using ZenML.Server.Configuration;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Connections;

/// <summary>
/// Rejects requests for a host name that is not the server's. A page of another site that lets its own name resolve to this
/// machine (DNS rebinding) is of the same origin for the browser; only the name tells it from a page of this server.
/// </summary>
internal sealed class AllowedHosts(RequestDelegate next, ServerOptions options)
{
    /// <summary>Checks the host of the request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (options.RestrictsHosts && !IsAllowed(http))
        {
            throw HttpFailure.Plain(
                400,
                $"This server does not answer to the host name of this request. "
                + $"To allow a name, set {SettingNames.AllowedHosts}; behind a proxy, set {SettingNames.TrustedProxies} instead.");
        }

        return next(http);
    }

    private bool IsAllowed(HttpContext http)
    {
        var host = http.Request.Host.Host;
        return host is "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || options.AllowedHosts.Contains(host) || IsOwnAddress(http, host);
    }

    /// <remarks>An address is not resolved, so no other site can make a browser use it for a page of its own.</remarks>
    private static bool IsOwnAddress(HttpContext http, string host) => http.Connection.LocalIpAddress is { } local
        && host.Trim('[', ']').Equals(local.Unmap().ToString(), StringComparison.OrdinalIgnoreCase);
}
