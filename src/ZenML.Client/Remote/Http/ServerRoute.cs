using System.Net;
using ZenML.Client.Remote.Peers;
using ZenML.Client.Settings;

namespace ZenML.Client.Remote.Http;

/// <summary>How a server is reached from here: through which proxy, and which accounts of this machine may answer for it.</summary>
internal sealed record ServerRoute
{
    /// <summary>The proxy.</summary>
    public ServerProxy Proxy { get; init; } = ServerProxy.OfEnvironment();

    /// <summary>Whether the server is being chosen just now, so that it is not yet in use.</summary>
    public bool IsNew { get; init; }

    /// <summary>The account of this machine that may run the server, besides one's own and root.</summary>
    public TrustedAccount Trusted { get; init; }

    /// <summary>The sockets of this machine that have to do with a connection.</summary>
    public Func<IPEndPoint, IPEndPoint, IReadOnlyList<SocketEntry>?> ReadSockets { get; init; } = SocketTable.Read;

    /// <summary>The route to a server that options, environment and settings lead to.</summary>
    /// <param name="address">The server.</param>
    /// <param name="options">The options.</param>
    public static ServerRoute To(ServerAddress address, ZenClientOptions options)
    {
        var account = options.FindServerAccount() ?? new SettingsFile(options).Read().FindServer(address.ToString()).Account;
        return new ServerRoute { Trusted = TrustedAccount.Parse(account) };
    }

    /// <summary>A handler of connections to a server.</summary>
    /// <param name="address">The server.</param>
    /// <param name="needsProof">Whether connections within this machine are refused as long as it cannot be told who answers.</param>
    public SocketsHttpHandler CreateHandler(ServerAddress address, bool needsProof)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect could lead a token or a value to someone else.
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

    /// <summary>Tells who can read what is sent, if anyone can.</summary>
    /// <param name="address">The server.</param>
    /// <param name="isNew">Whether the server is being chosen just now; whoever chose it before was told then.</param>
    /// <param name="warn">Told in a sentence.</param>
    public void WarnOfReaders(ServerAddress address, bool isNew, Action<string> warn)
    {
        if (address.Uri.Scheme == Uri.UriSchemeHttp && Proxy.Describe(address) is { } proxy)
        {
            warn($"The connection to {address} is not encrypted and goes through the proxy {proxy}, which can read tokens and values. "
                + $"Use https, or name the server in NO_PROXY.");
        }
        else if (isNew && address.IsExposed)
        {
            warn($"The connection to {address} is not encrypted: everyone on the way can read tokens and values. Use https.");
        }
    }
}
