using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
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
/// A proxy from the environment that sees requests for this machine and whose errors could be mistaken for those of the
/// server.
/// </summary>
public sealed class H6LoopbackProxyTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];
    private UpstreamServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await UpstreamServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("http://127.0.0.1:8237")]
    [InlineData("http://127.9.8.7:8237")]
    [InlineData("https://127.0.0.1:8237")]
    [InlineData("http://localhost:8237")]
    [InlineData("http://LOCALHOST:8237")]
    [InlineData("http://localhost.:8237")]
    [InlineData("http://zenml.localhost:8237")]
    [InlineData("http://[::1]:8237")]
    [InlineData("http://[::ffff:127.0.0.1]:8237")]
    [InlineData("http://0.0.0.0:8237")]
    [InlineData("http://2130706433:8237")]
    public void H6_an_address_of_this_machine_is_never_contacted_through_a_proxy(string address)
    {
        var proxy = Named("http://proxy.example.com:3128");

        Assert.True(proxy.IsBypassed(ServerAddress.Parse(address).Uri));
        Assert.Null(proxy.GetProxy(ServerAddress.Parse(address).Uri));
    }

    [Fact]
    public void H6_no_interface_address_of_this_machine_is_contacted_through_a_proxy()
    {
        var proxy = Named("http://proxy.example.com:3128");
        var addresses = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork || address.ScopeId == 0).ToArray();

        Assert.NotEmpty(addresses);
        Assert.All(addresses, address =>
        {
            var host = new IPEndPoint(address, 8237).ToString();
            Assert.True(ThisMachine.Has(address));
            Assert.True(proxy.IsBypassed(new Uri($"http://{host}")));
            Assert.False(ServerAddress.Parse($"http://{host}").IsExposed);
        });
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.8.7", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.0.2.77", false)]
    public void H6_a_name_that_resolves_to_this_machine_is_not_contacted_through_a_proxy(string resolved, bool isHere)
    {
        var proxy = new ServerProxy(
            new WebProxy("http://proxy.example.com:3128"), ProxyExclusions.Parse(null), _ => [IPAddress.Parse(resolved)]);

        Assert.Equal(isHere, proxy.IsBypassed(new Uri("http://zenml.example.com")));
        Assert.False(proxy.IsBypassed(new Uri("https://zenml.example.com")));
    }

    [Theory]
    [InlineData(4_242_424u, null, false)]
    [InlineData(4_242_424u, "4242424", true)]
    [InlineData(1000u, null, true)]
    public async Task H6_nothing_is_sent_through_a_proxy_on_this_machine_that_another_account_runs(
        uint account, string? trusted, bool isUsed)
    {
        var route = new ServerRoute
        {
            Proxy = Named(server.Address), Trusted = TrustedAccount.Parse(trusted), ReadSockets = (local, remote) =>
            [
                new SocketEntry(local, remote, SocketEntry.Established, 1000, 500),
                new SocketEntry(remote, local, SocketEntry.Established, 0, 0),
                new SocketEntry(remote, new IPEndPoint(IPAddress.Any, 0), SocketEntry.Listening, account, 502),
            ],
        };
        using var transport = new Transport(ServerAddress.Parse("http://zenml.example.com"), null, TimeProvider.System, route);
        Task<ServerResponse> SendAsync() => transport.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, "health"), ResponseLimit.Small, Token);
        if (isUsed)
        {
            await SendAsync();
            Assert.NotEmpty(server.Requests);
            return;
        }

        var error = await Assert.ThrowsAsync<ZenException>(SendAsync);

        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.Contains(
            $"The proxy {server.Address} runs as the account '4242424'", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void H6_the_host_name_of_this_machine_is_never_contacted_through_a_proxy() =>
        Assert.Null(Named("http://proxy.example.com:3128").Describe(ServerAddress.Parse($"http://{Dns.GetHostName()}:8237")));

    [Theory]
    [InlineData("http://zenml.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://notlocalhost")]
    [InlineData("http://128.0.0.1")]
    public void An_address_of_another_machine_is_contacted_through_the_proxy(string address) =>
        Assert.Equal(
            "http://proxy.example.com:3128",
            Named("http://ada:hunter2@proxy.example.com:3128").Describe(ServerAddress.Parse(address)));

    [Fact]
    public async Task H6_a_401_from_a_proxy_does_not_make_the_client_send_a_stored_API_key()
    {
        var options = new ZenClientOptions { ConfigPath = folder.Path };
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), options, Token);
        await using var client = ZenClient.Open(options);
        server.Interrupt(async context =>
        {
            (context.Response.StatusCode, context.Response.Headers.WWWAuthenticate) = (401, "Basic realm=proxy");
            await context.Response.WriteAsync("<html>Who are you?</html>");
            return true;
        });

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Equal(1, server.Logins);
        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task H6_an_error_from_a_proxy_is_not_mistaken_for_a_wrong_password(int status)
    {
        server.AnswerNext(status, "<html>No.</html>");

        var error = await Assert.ThrowsAsync<ZenException>(() => ZenServer.ConnectAsync(
            server.Address, new ServerLogin.Password("default", UpstreamServer.Password),
            new ZenClientOptions { ConfigPath = folder.Path }, Token));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.DoesNotContain("password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unencrypted_requests_through_a_proxy_work_and_cause_a_warning_without_the_password_of_the_proxy()
    {
        // The fake server answers for any host, as a proxy does.
        var proxy = Named(server.Address.Replace("http://", "http://ada:hunter2@", StringComparison.Ordinal));
        var (address, route) = (ServerAddress.Parse("http://zenml.example.com"), new ServerRoute { Proxy = proxy });
        var options = new ZenClientOptions { ConfigPath = folder.Path };
        var account = new ServerAccount { ApiKey = UpstreamServer.ApiKey };
        await using var client = new ZenClient(new ClientSession(
            new RemoteConnection(address, null, () => account, change => account = change(account), TimeProvider.System, route),
            new SettingsFile(options), options));

        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
        route.WarnOfReaders(address, isNew: false, warnings.Add);
        Assert.Contains($"through the proxy {server.Address}", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_for_a_proxy_that_blocks_a_server_names_the_proxy_without_its_password()
    {
        var proxy = Named(server.Address.Replace("http://", "http://ada:hunter2@", StringComparison.Ordinal));
        using var transport = new Transport(
            ServerAddress.Parse("https://zenml.example.com"), null, TimeProvider.System, new ServerRoute { Proxy = proxy });
        (int, string)[] refusals =
        [
            (407, "requires its own login"), (403, "rejected a connection to the server https://zenml.example.com (status 403)"),
        ];
        foreach (var (status, message) in refusals)
        {
            server.AnswerNext(status);

            var error = await Assert.ThrowsAsync<ZenException>(
                () => transport.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, "health"), ResponseLimit.Small, Token));

            Assert.Contains($"The proxy {server.Address} {message}", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        }
    }

    private static ServerProxy Named(string address) => new(new WebProxy(address), ProxyExclusions.Parse(null));
}
