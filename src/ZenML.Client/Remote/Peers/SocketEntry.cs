using System.Net;

namespace ZenML.Client.Remote.Peers;

/// <summary>A TCP socket of this machine. IPv4 addresses are never IPv4-mapped IPv6 addresses.</summary>
/// <param name="Local">The local end.</param>
/// <param name="Remote">The remote end; port 0 for a listener.</param>
/// <param name="State">The state, as a number of the kernel.</param>
/// <param name="Account">The id of the account that opened the socket. Meaningless for a connection that is not accepted yet.</param>
/// <param name="Inode">The inode; 0 if no process holds the socket.</param>
internal readonly record struct SocketEntry(IPEndPoint Local, IPEndPoint Remote, int State, uint Account, ulong Inode)
{
    public const int Established = 1;

    /// <summary>The state of a connection whose listener waits for the first bytes.</summary>
    public const int SynReceived = 3;

    public const int Listening = 10;
}
