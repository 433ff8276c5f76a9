using System.Collections.Concurrent;
using System.Net;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// The proxy that the environment or the system names for a server. This machine is never reached through one: the proxy
/// would read tokens and passwords, and what it answers would be taken for the server's word.
/// </summary>
/// <param name="named">The proxy that is named.</param>
/// <param name="exclusions">What <c>NO_PROXY</c> says, of which the framework understands the half.</param>
/// <param name="resolve">Resolves the names of hosts; null for the system's way.</param>
internal sealed class ServerProxy(
    IWebProxy named, ProxyExclusions exclusions, Func<string, IEnumerable<IPAddress>>? resolve = null) : IWebProxy
{
    /// <summary>The answers about hosts: every request asks.</summary>
    private readonly ConcurrentDictionary<string, bool> local = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    public ICredentials? Credentials
    {
        get => named.Credentials;
        set => named.Credentials = value;
    }

    /// <summary>The one of this process.</summary>
    public static ServerProxy OfEnvironment() => new(
        HttpClient.DefaultProxy,
        ProxyExclusions.Parse(Environment.GetEnvironmentVariable("no_proxy") ?? Environment.GetEnvironmentVariable("NO_PROXY")));

    /// <inheritdoc />
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : named.GetProxy(destination);

    /// <inheritdoc />
    public bool IsBypassed(Uri host) => exclusions.Contains(host) || named.IsBypassed(host) || IsThisMachine(host);

    /// <remarks>
    /// Names are resolved only for connections that are not encrypted. For the others, a certificate proves who answers, and
    /// where only the proxy can resolve names, every start would wait for a resolution that fails.
    /// </remarks>
    private bool IsThisMachine(Uri host) => local.GetOrAdd(
        host.GetLeftPart(UriPartial.Authority),
        _ => ThisMachine.IsNamedBy(host.IdnHost) || (host.Scheme == Uri.UriSchemeHttp && host.HostNameType == UriHostNameType.Dns
            && ThisMachine.IsResolvedFrom(host.IdnHost, resolve)));

    /// <summary>The proxy on the way to a server, without the credentials that its address may hold; null if there is none.</summary>
    public string? Describe(ServerAddress address) => GetProxy(address.Uri) is { } proxy && !proxy.Equals(address.Uri)
        ? proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
        : null;
}
