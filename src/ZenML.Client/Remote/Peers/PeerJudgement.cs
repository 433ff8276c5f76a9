using System.Net;

namespace ZenML.Client.Remote.Peers;

/// <summary>The peer of a connection within this machine.</summary>
/// <param name="Kind">What is known about the peer.</param>
/// <param name="Account">The id of the account, if it is not trusted.</param>
internal readonly record struct PeerJudgement(PeerKind Kind, uint Account = 0)
{
    /// <summary>Determines the peer from the sockets of this machine.</summary>
    /// <param name="sockets">The sockets from <see cref="SocketTable.Read"/>; null if the system does not provide them.</param>
    /// <param name="local">The local end.</param>
    /// <param name="remote">The remote end.</param>
    /// <param name="trusted">The trusted account, besides the user's own and root.</param>
    /// <remarks>
    /// A connection that is not accepted yet belongs to no process, so its listener counts. An accepted one belongs to the process
    /// that accepted it, whichever process listens now. So both must be trusted, and at least one must exist.
    /// </remarks>
    public static PeerJudgement Of(IReadOnlyList<SocketEntry>? sockets, IPEndPoint local, IPEndPoint remote, TrustedAccount trusted)
    {
        if (sockets?.FirstOrDefault(socket => socket.Local.Equals(local) && socket.Remote.Equals(remote)) is not { Local: not null } own)
        {
            return new PeerJudgement(PeerKind.Unknown);
        }

        var peer = sockets.FirstOrDefault(socket => socket.Local.Equals(remote) && socket.Remote.Equals(local));
        if (own.State != SocketEntry.Established
            || peer is { Local: not null, State: not (SocketEntry.Established or SocketEntry.SynReceived) })
        {
            // A closed socket no longer has an owner, which the kernel shows as root.
            return new PeerJudgement(PeerKind.Closed);
        }

        var listeners = sockets.Where(socket => socket.State == SocketEntry.Listening && socket.Local.Port == remote.Port
            && (socket.Local.Address.Equals(remote.Address)
                || socket.Local.Address.Equals(IPAddress.Any)
                || socket.Local.Address.Equals(IPAddress.IPv6Any))).ToArray();
        var ends = peer.Local is null ? listeners : [.. listeners, peer];
        var strangers = ends.Where(socket => !trusted.Includes(socket.Account, own.Account)).Select(socket => (uint?)socket.Account);
        if (strangers.FirstOrDefault() is { } stranger)
        {
            return new PeerJudgement(PeerKind.Stranger, stranger);
        }

        return new PeerJudgement(peer.Local is not null && (peer.Inode != 0 || listeners.Length > 0) ? PeerKind.Trusted : PeerKind.Unknown);
    }
}
