using Microsoft.AspNetCore.HttpOverrides;

namespace ZenML.Server.Http.Connections;

/// <summary>Configures which proxies may set the client's address and scheme.</summary>
internal static class TrustedProxies
{
    /// <summary>Trusts the forwarding headers of these proxies; without any, trusts none.</summary>
    public static void AddTrustedProxies(
        this IServiceCollection services, IReadOnlyList<System.Net.IPNetwork> proxies) =>
        services.Configure<ForwardedHeadersOptions>(forwarded =>
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        if (proxies.Count == 0)
        {
            return;
        }

        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix;
        forwarded.ForwardLimit = null;
        foreach (var proxy in proxies)
        {
            forwarded.KnownIPNetworks.Add(proxy);
        }
    });
}
