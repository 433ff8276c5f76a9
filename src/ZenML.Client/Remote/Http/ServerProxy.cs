using System.Collections.Concurrent;
using System.Net;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// The proxy for a server, from the environment or the system. Servers on this machine are never reached through a proxy: it could
/// read tokens and passwords, and forge responses.
/// </summary>
/// <param name="named">The configured proxy.</param>
/// <param name="exclusions">The hosts in <c>NO_PROXY</c>, which the framework supports only in part.</param>
/// <param name="resolve">Resolves host names; null for the system's resolver.</param>
internal sealed class ServerProxy(
    IWebProxy named, ProxyExclusions exclusions, Func<string, IEnumerable<IPAddress>>? resolve = null) : IWebProxy
{
    /// <summary>A cache, because every request asks.</summary>
    private readonly ConcurrentDictionary<string, bool> local = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    public ICredentials? Credentials
    {
        get => named.Credentials;
        set => named.Credentials = value;
    }

    /// <summary>Returns the proxy of this process.</summary>
    public static ServerProxy OfEnvironment() => new(
        HttpClient.DefaultProxy,
        ProxyExclusions.Parse(Environment.GetEnvironmentVariable("no_proxy") ?? Environment.GetEnvironmentVariable("NO_PROXY")));

    /// <inheritdoc />
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : named.GetProxy(destination);

    /// <inheritdoc />
    public bool IsBypassed(Uri host) => exclusions.Contains(host) || named.IsBypassed(host) || IsThisMachine(host);

    /// <remarks>
    /// Names are resolved only for unencrypted connections. On encrypted ones, a certificate proves the server's identity. If only
    /// the proxy can resolve names, every start would otherwise wait for a failing resolution.
    /// </remarks>
    private bool IsThisMachine(Uri host) => local.GetOrAdd(
        host.GetLeftPart(UriPartial.Authority),
        _ => ThisMachine.IsNamedBy(host.IdnHost) || (host.Scheme == Uri.UriSchemeHttp && host.HostNameType == UriHostNameType.Dns
            && ThisMachine.IsResolvedFrom(host.IdnHost, resolve)));

    /// <summary>Returns the address of the proxy for a server, without credentials; null if there is none.</summary>
    public string? Describe(ServerAddress address) => GetProxy(address.Uri) is { } proxy && !proxy.Equals(address.Uri)
        ? proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
        : null;
}
