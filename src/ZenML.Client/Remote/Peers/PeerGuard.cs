using System.Net;
using System.Net.Sockets;
using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Peers;

/// <summary>
/// Opens unencrypted connections. On this machine, rejects a server or proxy that an untrusted account runs, before anything is
/// sent: another account may listen on the port while the server or proxy is down, and no certificate proves who responds.
/// </summary>
/// <param name="address">The server.</param>
/// <param name="trusted">The trusted account, besides the user's own and root.</param>
/// <param name="needsProof">Whether to also reject a connection within this machine if the peer's account cannot be determined.</param>
/// <param name="readSockets">Reads the sockets of this machine.</param>
internal sealed class PeerGuard(
    ServerAddress address, TrustedAccount trusted, bool needsProof, Func<IPEndPoint, IPEndPoint, IReadOnlyList<SocketEntry>?> readSockets)
{
    /// <summary>Sockets change while the table is read, so the search for a missing one is repeated.</summary>
    private const int Looks = 3;

    /// <summary>The proxy to connect to instead of the server; null if there is none.</summary>
    public string? Proxy { get; init; }

    /// <summary>Connects.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: the peer's account is untrusted or unknown.</exception>
    /// <exception cref="SocketException">There is no listener, or it closed the connection.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            Check(SocketTable.Normalize((IPEndPoint)socket.LocalEndPoint!), SocketTable.Normalize((IPEndPoint)socket.RemoteEndPoint!));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Check(IPEndPoint local, IPEndPoint remote)
    {
        if (trusted.IsAny || !ThisMachine.Has(remote.Address))
        {
            return;
        }

        var sockets = readSockets(local, remote);
        var found = PeerJudgement.Of(sockets, local, remote, trusted);
        for (var look = 1; look < Looks && found.Kind == PeerKind.Unknown; look++)
        {
            sockets = readSockets(local, remote);
            found = PeerJudgement.Of(sockets, local, remote, trusted);
        }

        // A container's port may be forwarded from an address of this machine without a visible socket.
        var provesNothing = IPAddress.IsLoopback(remote.Address) || sockets is null;

        switch (found.Kind)
        {
            case PeerKind.Closed:
                throw new SocketException((int)SocketError.ConnectionReset);
            case PeerKind.Stranger:
                throw IsOfStranger(AccountNames.Describe(found.Account));
            case PeerKind.Unknown when needsProof && provesNothing:
                throw new ZenException(ErrorCode.NotAllowed,
                    $"The stored login was not sent to {address}{ThroughProxy:raw}: the connection is not encrypted, and this system does "
                        + $"not tell which account runs the server. Log in again (zenml connect), use https, or set "
                        + $"{ZenClientOptions.ServerAccountVariable}={TrustedAccount.Any} if you trust every account of this machine.");
        }
    }

    private string ThroughProxy => Proxy is null ? "" : MessageText.Of($" through the proxy {Proxy}");

    private ZenException IsOfStranger(string account) => Proxy is null ? IsOfServer(account) : new(ErrorCode.NotAllowed,
        $"The proxy {Proxy} runs as the account '{account}', not as yours or root. Nothing was sent to it, because the connection to "
            + $"{address} is not encrypted. Use https, or add the server to NO_PROXY. If you trust that account, set "
            + $"{ZenClientOptions.ServerAccountVariable}={ShellWord.Quote(account)}");

    private ZenException IsOfServer(string account) => new(ErrorCode.NotAllowed,
        $"The server {address} runs as the account '{account}', not as yours or root. Nothing was sent to it. If that account runs "
            + $"your server: zenml connect --url {ShellWord.Quote(address.ToString())} --server-account "
            + $"{ShellWord.Quote(account)} (or set {ZenClientOptions.ServerAccountVariable}).");
}
