using ZenML.Platform.Network;
using ZenML.Server.Configuration;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Connections;

/// <summary>
/// Rejects requests for a host name that is not the server's. This prevents DNS rebinding: if another site's name resolves to
/// this machine, only the host name distinguishes its pages from those of this server.
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
                $"The host name of this request is not allowed. "
                + $"To allow it, set {SettingNames.AllowedHosts} on the server; behind a proxy, set {SettingNames.TrustedProxies}.");
        }

        return next(http);
    }

    private bool IsAllowed(HttpContext http)
    {
        var host = http.Request.Host.Host;
        return host is "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || options.AllowedHosts.Contains(host) || IsOwnAddress(http, host);
    }

    /// <remarks>An IP address is not resolved, so it cannot be used for DNS rebinding.</remarks>
    private static bool IsOwnAddress(HttpContext http, string host) => http.Connection.LocalIpAddress is { } local
        && host.Trim('[', ']').Equals(local.Unmap().ToString(), StringComparison.OrdinalIgnoreCase);
}
