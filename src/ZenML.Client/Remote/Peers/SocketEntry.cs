using System.Net;

namespace ZenML.Client.Remote.Peers;

/// <summary>One TCP socket of this machine. Addresses of IPv4 are never in their IPv6 form.</summary>
/// <param name="Local">Its own end.</param>
/// <param name="Remote">The other end; port 0 for a listener.</param>
/// <param name="State">Its state, in the numbers of the kernel.</param>
/// <param name="Account">The number of the account that opened it. Of a connection that nobody has accepted yet it proves nothing.</param>
/// <param name="Inode">Its inode; 0 if no process holds it.</param>
internal readonly record struct SocketEntry(IPEndPoint Local, IPEndPoint Remote, int State, uint Account, ulong Inode)
{
    public const int Established = 1;

    /// <summary>The peer of an established connection is in this state while its listener waits for the first bytes.</summary>
    public const int SynReceived = 3;

    public const int Listening = 10;
}
