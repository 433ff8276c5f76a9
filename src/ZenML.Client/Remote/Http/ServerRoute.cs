using System.Net;
using ZenML.Client.Remote.Peers;
using ZenML.Client.Settings;

namespace ZenML.Client.Remote.Http;

/// <summary>The route to a server: its proxy, and which operating system accounts may run it on this machine.</summary>
internal sealed record ServerRoute
{
    /// <summary>The proxy.</summary>
    public ServerProxy Proxy { get; init; } = ServerProxy.OfEnvironment();

    /// <summary>Whether the server is only being chosen, and not yet in use.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether <c>ZENML_STORE_URL</c> names the server, so that <c>zenml disconnect</c> does not leave it.</summary>
    public bool IsOfVariable { get; init; }

    /// <summary>The account that may run the server on this machine, besides the user's own and root.</summary>
    public TrustedAccount Trusted { get; init; }

    /// <summary>Returns the sockets of this machine that belong to a connection.</summary>
    public Func<IPEndPoint, IPEndPoint, IReadOnlyList<SocketEntry>?> ReadSockets { get; init; } = SocketTable.Read;

    /// <summary>Returns the route to a server, from options, environment and settings.</summary>
    /// <param name="address">The server.</param>
    /// <param name="options">The options.</param>
    public static ServerRoute To(ServerAddress address, ZenClientOptions options)
    {
        var account = options.FindServerAccount() ?? new SettingsFile(options).Read().FindServer(address.ToString()).Account;
        return new ServerRoute { Trusted = TrustedAccount.Parse(account), IsOfVariable = options.IsServerOfVariable() };
    }

    /// <summary>Creates a handler for connections to a server.</summary>
    /// <param name="address">The server.</param>
    /// <param name="needsProof">Whether to reject connections within this machine if the peer's account cannot be determined.</param>
    public SocketsHttpHandler CreateHandler(ServerAddress address, bool needsProof)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect could send a token or a value to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = Proxy,
        };
        if (address.Uri.Scheme == Uri.UriSchemeHttp)
        {
            var guard = new PeerGuard(address, Trusted, needsProof, ReadSockets) { Proxy = Proxy.Describe(address) };
            handler.ConnectCallback = guard.ConnectAsync;
        }

        return handler;
    }

    /// <summary>Warns if others can read what is sent.</summary>
    /// <param name="address">The server.</param>
    /// <param name="isNew">Whether this is the first connection. Later ones do not repeat the warning.</param>
    /// <param name="warn">Receives the warning.</param>
    public void WarnOfReaders(ServerAddress address, bool isNew, Action<string> warn)
    {
        if (address.Uri.Scheme == Uri.UriSchemeHttp && Proxy.Describe(address) is { } proxy)
        {
            warn($"The connection to {address} is not encrypted and goes through the proxy {proxy}, which can read tokens and values. "
                + $"Use https, or add the server to NO_PROXY.");
        }
        else if (isNew && address.IsExposed)
        {
            warn($"The connection to {address} is not encrypted: others on the network can read tokens and values. Use https.");
        }
    }
}
