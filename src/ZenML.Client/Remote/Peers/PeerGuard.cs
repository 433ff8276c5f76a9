using System.Net;
using System.Net.Sockets;
using ZenML.Client.Remote.Http;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Peers;

/// <summary>
/// Makes unencrypted connections, and refuses those within this machine at whose other end is an account that should not
/// be there: of the server, and of the proxy on the way to it. Nothing is sent before that is known. Another account may
/// listen on the port while the server or proxy is down, and no certificate proves who answers.
/// </summary>
/// <param name="address">The server.</param>
/// <param name="trusted">Which account may answer, besides the own one and root.</param>
/// <param name="needsProof">Whether a connection within this machine is refused, too, if the system does not tell who answers.</param>
/// <param name="readSockets">The sockets of this machine.</param>
internal sealed class PeerGuard(
    ServerAddress address, TrustedAccount trusted, bool needsProof, Func<IPEndPoint, IPEndPoint, IReadOnlyList<SocketEntry>?> readSockets)
{
    /// <summary>Sockets come and go while the table is read, so one that was missed is looked for again.</summary>
    private const int Looks = 3;

    /// <summary>The proxy that is connected to instead of the server; null if there is none.</summary>
    public string? Proxy { get; init; }

    /// <summary>Connects.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotAllowed"/>: a stranger answers, or it cannot be told who does.</exception>
    /// <exception cref="SocketException">Nobody answers, or whoever did hung up.</exception>
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

        // A container's port may be forwarded from an address of this machine, without any socket here that shows it.
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
                        + $"not tell which account of this machine answers. Log in again (zenml connect), use https, or set "
                        + $"{ZenClientOptions.ServerAccountVariable}={TrustedAccount.Any} if you trust every account of this machine.");
        }
    }

    private string ThroughProxy => Proxy is null ? "" : MessageText.Of($" through the proxy {Proxy}");

    private ZenException IsOfStranger(string account) => Proxy is null ? IsOfServer(account) : new(ErrorCode.NotAllowed,
        $"At the proxy {Proxy} a program of the account '{account}' answers, not one of yours or of root. Nothing was sent to it, because "
            + $"the connection to {address} is not encrypted. Use https, or name the server in NO_PROXY. If you trust that account with "
            + $"what you send: set {ZenClientOptions.ServerAccountVariable}={ShellWord.Quote(account)}");

    private ZenException IsOfServer(string account) => new(ErrorCode.NotAllowed,
        $"At {address} a program of the account '{account}' answers, not one of yours or of root. Nothing was sent to it. If that "
            + $"account runs your server: zenml connect --url {ShellWord.Quote(address.ToString())} --server-account "
            + $"{ShellWord.Quote(account)} (or set {ZenClientOptions.ServerAccountVariable}).");
}
