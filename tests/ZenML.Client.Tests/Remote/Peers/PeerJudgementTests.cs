using System.Net;
using System.Net.Sockets;
using ZenML.Client.Remote.Peers;
using ZenML.TestKit;

namespace ZenML.Client.Tests.Remote.Peers;

/// <summary>
/// Which account owns the other end of a loopback connection, according to the socket table of Linux.
/// </summary>
public sealed class PeerJudgementTests
{
    private const int ServerPort = 0x202D;
    private const int ClientPort = 0x929E;
    private const string Zero = "00000000000000000000000000000000";
    private const string Mapped = "0000000000000000FFFF00000100007F";
    private const string Own = "1: 0100007F:929E 0100007F:202D 01 00000000:00000000 00:00000000 00000000 1000 0 500 1";
    private const string Accepted = "2: 0100007F:202D 0100007F:929E 01 00000000:00000000 00:00000000 00000000 {0} 0 501 1";
    private const string Unaccepted = "2: 0100007F:202D 0100007F:929E 01 00000000:00000000 00:00000000 00000000 {0} 0 0 1";
    private const string Listener = "3: 0100007F:202D 00000000:0000 0A 00000000:00000000 00:00000000 00000000 {0} 0 502 1";
    private const string ListenerOnAll = "3: 00000000:202D 00000000:0000 0A 00000000:00000000 00:00000000 00000000 {0} 0 502 1";

    private const string ListenerOnAllOfIPv6 =
        $"3: {Zero}:202D {Zero}:0000 0A 00000000:00000000 00:00000000 00000000 {{0}} 0 502 1";

    private const string AcceptedOnIPv6 =
        $"2: {Mapped}:202D {Mapped}:929E 01 00000000:00000000 00:00000000 00000000 {{0}} 0 501 1";

    private const string Abandoned = "2: 0100007F:202D 0100007F:929E 05 00000000:00000000 00:00000000 00000000 0 0 0 1";

    private static readonly IPEndPoint Client = new(IPAddress.Loopback, ClientPort);
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, ServerPort);

    public static TheoryData<string, string[], string> Tables => new()
    {
        { "own account", [Own, Of(Accepted, 1000), Of(Listener, 1000)], "Trusted" },
        { "root", [Own, Of(Accepted, 0), Of(Listener, 0)], "Trusted" },
        { "own account, not accepted yet", [Own, Of(Unaccepted, 0), Of(Listener, 1000)], "Trusted" },
        { "own account, listening on all networks", [Own, Of(Accepted, 1000), Of(ListenerOnAll, 1000)], "Trusted" },
        { "own account, listening on IPv6", [Own, Of(AcceptedOnIPv6, 1000), Of(ListenerOnAllOfIPv6, 1000)], "Trusted" },
        { "own account, which listens no more", [Own, Of(Accepted, 1000)], "Trusted" },
        { "stranger", [Own, Of(Accepted, 666), Of(Listener, 666)], "Stranger" },
        { "stranger, not accepted yet and so shown as root", [Own, Of(Unaccepted, 0), Of(Listener, 666)], "Stranger" },
        { "stranger, not accepted yet", [Own, Of(Unaccepted, 666), Of(Listener, 666)], "Stranger" },
        { "stranger on all networks", [Own, Of(Unaccepted, 0), Of(ListenerOnAll, 666)], "Stranger" },
        { "stranger on all networks of IPv6", [Own, Of(Unaccepted, 0), Of(ListenerOnAllOfIPv6, 666)], "Stranger" },
        { "stranger who let the real server listen after accepting", [Own, Of(Accepted, 666), Of(Listener, 1000)], "Stranger" },
        { "stranger who hung up after answering, the real server listens", [Own, Abandoned, Of(Listener, 1000)], "Closed" },
        { "nobody listens and nobody accepted", [Own, Of(Unaccepted, 0)], "Unknown" },
        { "the other end is elsewhere", [Own], "Unknown" },
        { "the own end is not shown", [Of(Accepted, 1000), Of(Listener, 1000)], "Unknown" },
        { "nothing is shown", [], "Unknown" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_peer_is_trusted_only_if_its_account_is_known_to_be_the_own_account_or_root(
        string situation, string[] table, string expected)
    {
        Assert.NotEmpty(situation);
        Assert.Equal(Enum.Parse<PeerKind>(expected), Judge(table, default).Kind);
    }

    [Theory]
    [InlineData("666", PeerKind.Trusted)]
    [InlineData("*", PeerKind.Trusted)]
    [InlineData("667", PeerKind.Stranger)]
    [InlineData(null, PeerKind.Stranger)]
    public void A_server_of_another_account_is_trusted_once_that_account_is_named(string? account, object expected) =>
        Assert.Equal(expected, Judge([Own, Of(Accepted, 666), Of(Listener, 666)], TrustedAccount.Parse(account)).Kind);

    [Fact]
    public void Connections_of_others_and_malformed_socket_lines_are_skipped()
    {
        string[] lines =
        [
            "sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode", "", "1: x",
            "1: 0100007F:ZZZZ 0100007F:202D 01 0:0 00:0 0 1 0 5 1",
            "7: 0100007F:1234 0100007F:202D 01 00000000:00000000 00:00000000 00000000 666 0 501 1",
            "8: 01:202D 00000000:0000 0A 00000000:00000000 00:00000000 00000000 666 0 501 1",
        ];

        Assert.Empty(lines.SelectMany(line => SocketTable.Parse(line, ClientPort, ServerPort)));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Linux_reports_a_listener_of_this_process_as_owned_by_this_account(string address)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems do not show the sockets of this machine.");
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint, TestContext.Current.CancellationToken);
        var local = SocketTable.Normalize((IPEndPoint)client.LocalEndPoint!);
        var remote = SocketTable.Normalize((IPEndPoint)client.RemoteEndPoint!);

        Assert.Equal(PeerKind.Trusted, Judge());
        using var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        Assert.Equal(PeerKind.Trusted, Judge());
        accepted.Dispose();
        Assert.True(SpinWait.SpinUntil(() => Judge() == PeerKind.Closed, Patience.Time));

        PeerKind Judge() => PeerJudgement.Of(SocketTable.Read(local, remote), local, remote, default).Kind;
    }

    private static string Of(string line, int account) => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, account);

    private static PeerJudgement Judge(string[] table, TrustedAccount trusted) =>
        PeerJudgement.Of([.. table.SelectMany(line => SocketTable.Parse(line, ClientPort, ServerPort))], Client, Server, trusted);
}
