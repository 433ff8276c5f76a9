using System.Net;
using ZenML.Client.Remote;
using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Peers;
using ZenML.Client.Settings;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Attacks;

/// <summary>
/// Another account on this machine listens on the port of a stopped server and answers in its place. The socket table
/// is faked, so that the tests need no second account.
/// </summary>
public sealed class H5StrangerOnThePortTests : IAsyncLifetime
{
    private const uint Own = 1000;
    private const uint Stranger = 4_242_424;

    private readonly TemporaryFolder folder = new();
    private UpstreamServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await UpstreamServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task H5_neither_a_stored_token_nor_an_API_key_is_sent_to_another_account_that_listens_on_the_port()
    {
        ServerAccount[] accounts =
        [
            new() { Token = "a-token" },
            new() { ApiKey = UpstreamServer.ApiKey },
            new() { ApiKey = UpstreamServer.ApiKey, Token = "a-token" },
        ];
        foreach (var account in accounts)
        {
            await using var client = Open(account, IsOf(Stranger));

            var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

            Assert.Equal(ErrorCode.NotAllowed, error.Code);
            Assert.Contains("4242424", error.Message, StringComparison.Ordinal);
            Assert.Contains($"zenml connect --url {server.Address} --server-account 4242424", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task H5_a_stored_API_key_or_password_is_not_sent_after_a_401_where_the_system_does_not_reveal_the_peer_account()
    {
        ServerAccount[] accounts =
        [
            new() { ApiKey = UpstreamServer.ApiKey, Token = "ended" },
            new() { UserName = "default", Password = UpstreamServer.Password, Token = "ended" },
            new() { ApiKey = UpstreamServer.ApiKey },
        ];
        foreach (var account in accounts)
        {
            await using var client = Open(account, (_, _) => null);

            var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

            Assert.Equal(ErrorCode.NotAllowed, error.Code);
            Assert.Contains("Log in again (zenml connect)", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(UpstreamServer.ApiKey, error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, server.Logins);
    }

    [Fact]
    public async Task A_stored_API_key_renews_a_token_where_the_server_is_known_to_run_under_the_same_account()
    {
        await using var client = Open(new ServerAccount { ApiKey = UpstreamServer.ApiKey, Token = "ended" }, IsOf(Own));

        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
        Assert.Equal(1, server.Logins);
    }

    [Fact]
    public async Task A_stored_token_is_sent_where_the_system_does_not_reveal_the_peer_account()
    {
        await ZenServer.ConnectAsync(
            server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), new ZenClientOptions { ConfigPath = folder.Path }, Token);
        var account = new CredentialsFile(folder.Path).Find(server.Address)!;
        await using var client = Open(account, (_, _) => null);

        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
    }

    [Theory]
    [InlineData("4242424")]
    [InlineData("*")]
    public async Task A_server_of_another_account_can_be_used_once_that_account_is_named(string trusted)
    {
        await using var client = Open(new ServerAccount { ApiKey = UpstreamServer.ApiKey }, IsOf(Stranger), trusted);

        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
    }

    [Fact]
    public async Task The_account_named_when_connecting_is_remembered_for_that_server()
    {
        var options = new ZenClientOptions { ConfigPath = folder.Path };
        await ZenServer.ConnectAsync(
            server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), options with { ServerAccount = "4242424" }, Token);
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), options, Token);

        var settings = new SettingsFile(options).Read();
        Assert.Equal("4242424", settings.FindServer(server.Address).Account);
        Assert.Null(settings.FindServer("http://127.0.0.1:1").Account);
    }

    [Fact]
    public async Task An_account_name_that_does_not_exist_on_this_machine_is_rejected()
    {
        var options = new ZenClientOptions { ConfigPath = folder.Path, ServerAccount = "nobody-of-that-name" };

        var error = await Assert.ThrowsAsync<ZenException>(
            () => ZenServer.ConnectAsync(server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), options, Token));

        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.Empty(server.Requests);
    }

    /// <summary>
    /// The socket table if the server ran as a given account: the client's end, and a listener whose connection has not
    /// been accepted yet, which Linux reports as owned by root.
    /// </summary>
    private static Func<IPEndPoint, IPEndPoint, IReadOnlyList<SocketEntry>?> IsOf(uint account) => (local, remote) =>
    [
        new SocketEntry(local, remote, SocketEntry.Established, Own, 500), new SocketEntry(remote, local, SocketEntry.Established, 0, 0),
        new SocketEntry(remote, new IPEndPoint(IPAddress.Any, 0), SocketEntry.Listening, account, 502),
    ];

    private ZenClient Open(ServerAccount account, Func<IPEndPoint, IPEndPoint, IReadOnlyList<SocketEntry>?> sockets, string? trusted = null)
    {
        var options = new ZenClientOptions { ConfigPath = folder.Path };
        var stored = account;
        var route = new ServerRoute { Trusted = TrustedAccount.Parse(trusted), ReadSockets = sockets };
        var connection = new RemoteConnection(
            ServerAddress.Parse(server.Address), null, () => stored, change => stored = change(stored), TimeProvider.System, route);
        return new ZenClient(new ClientSession(connection, new SettingsFile(options), options));
    }
}
