using System.Net;

namespace ZenML.Client.Remote.Peers;

/// <summary>Who is at the other end of a connection within this machine.</summary>
/// <param name="Kind">What is known.</param>
/// <param name="Account">The number of the account, if it is none that may answer.</param>
internal readonly record struct PeerJudgement(PeerKind Kind, uint Account = 0)
{
    /// <summary>Judges by the sockets of this machine.</summary>
    /// <param name="sockets">Those that <see cref="SocketTable.Read"/> found; null if the system does not tell.</param>
    /// <param name="local">This end.</param>
    /// <param name="remote">The other end.</param>
    /// <param name="trusted">Which account may answer, besides the own one and root.</param>
    /// <remarks>
    /// A connection that nobody has accepted belongs to no process: its listener decides. One that was accepted belongs
    /// to who did, whoever listens by now. So both must be trusted, and one of them must be there.
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
            // Who closed it is shown as nobody any more, which is written as root.
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
