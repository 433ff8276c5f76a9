using Microsoft.AspNetCore.HttpOverrides;

namespace ZenML.Server.Http.Connections;

/// <summary>Whose word about the client's address and scheme is taken.</summary>
internal static class TrustedProxies
{
    /// <summary>Takes that of these proxies; without any, of nobody.</summary>
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
