using ZenML.Server.Configuration;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Attacks;

/// <summary>Requests with a foreign Host header, as a browser sends them for a page of another site.</summary>
public sealed class H3HostNamesTests(AttackedServer attacked) : IClassFixture<AttackedServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Foreign { get; } =
    [
        "evil.example", "evil.example:8237", "localhost.evil.example", "127.0.0.1.evil.example",
        "evil.example.", "localhost.", "xlocalhost",
        "localhost.localdomain", "", "0.0.0.0", "127.0.0.2", "127.1", "2130706433", "0x7f000001", "192.0.2.1:8237",
        "[::2]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:0:0:1]",
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task H3_a_loopback_server_rejects_foreign_host_names_on_every_endpoint(string host)
    {
        foreach (var (method, path) in ((string, string)[])
        [
            ("GET", "/health"), ("GET", "/ready"), ("GET", "/openapi.json"), ("GET", "/api/v1/info"), ("GET", "/api/v1/version"),
            ("GET", "/devices/verify"), ("GET", "/api/v1/secrets"), ("GET", "/nothing"), ("POST", "/api/v1/login"),
            ("POST", "/api/v1/device_authorization"), ("OPTIONS", "*"),
        ])
        {
            var answer = await SendAsync(attacked.Address.Port, method, path, host);

            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("access_token", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost:1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:65535")]
    [InlineData("[::1]")]
    [InlineData("[::1]:8237")]
    public async Task A_loopback_server_accepts_the_names_of_this_machine_with_any_port(string host) =>
        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync(attacked.Address.Port, "GET", "/health", host), StringComparison.Ordinal);

    [Fact]
    public async Task H3_a_page_whose_host_name_was_rebound_to_this_machine_reads_nothing_and_changes_nothing()
    {
        var name = attacked.NewName();
        var authentication = $"Cookie: {await CookieAsync()}\r\nOrigin: http://evil.example:8237\r\nSec-Fetch-Site: same-origin\r\n";
        var body = $$"""{"name":"{{name}}"}""";

        var read = await SendAsync(attacked.Address.Port, "GET", "/api/v1/users", "evil.example:8237", authentication);
        var written = await SendAsync(attacked.Address.Port, "POST", "/api/v1/workspaces", "evil.example:8237", authentication, body);

        Assert.StartsWith("HTTP/1.1 400 ", read, StringComparison.Ordinal);
        Assert.DoesNotContain("items", read, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", written, StringComparison.Ordinal);
        Assert.Equal(404, (await attacked.Administrator.GetAsync($"/api/v1/workspaces/{name}")).Status);
    }

    [Fact]
    public async Task A_page_of_the_server_reads_and_changes_data_with_its_cookie()
    {
        var name = attacked.NewName();
        var host = attacked.Address.Authority;
        var authentication = $"Cookie: {await CookieAsync()}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n";

        var written = await SendAsync(
            attacked.Address.Port, "POST", "/api/v1/workspaces", host, authentication, $$"""{"name":"{{name}}"}""");

        Assert.StartsWith("HTTP/1.1 200 ", written, StringComparison.Ordinal);
        Assert.Equal(200, (await attacked.Administrator.GetAsync($"/api/v1/workspaces/{name}")).Status);
    }

    [Theory]
    [InlineData("GET http://evil.example/api/v1/version HTTP/1.1\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET http://127.0.0.1/api/v1/version HTTP/1.1\r\nHost: evil.example\r\n")]
    [InlineData("GET http://evil.example/api/v1/version HTTP/1.1\r\nHost: evil.example\r\n")]
    [InlineData("GET http://user@127.0.0.1/api/v1/version HTTP/1.1\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET http://127.0.0.1:80/api/v1/version HTTP/1.1\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET ftp://127.0.0.1/api/v1/version HTTP/1.1\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.1\r\nHost: 127.0.0.1, evil.example\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.1\r\nHost: evil.example@127.0.0.1\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.1\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.0\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.0\r\nHost: evil.example\r\n")]
    [InlineData("GET /api/v1/version HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: 127.0.0.1\r\n")]
    [InlineData("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n")]
    [InlineData("CONNECT 127.0.0.1:443 HTTP/1.1\r\nHost: 127.0.0.1:443\r\n")]
    public async Task H3_a_request_with_two_Host_headers_or_none_is_rejected(string head)
    {
        var answer = await RawConnection.ExchangeAsync(attacked.Address, $"{head}Connection: close\r\n\r\n", Token);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("0.58.0", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_with_an_absolute_URL_and_the_matching_Host_header_is_answered() => Assert.EndsWith(
        "\"0.58.0\"",
        await RawConnection.ExchangeAsync(
            attacked.Address, "GET http://LOCALHOST/api/v1/version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", Token),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(SettingNames.AllowedHosts, "zenml.example, other.example", "ZenML.example:8443", "evil.example")]
    [InlineData(SettingNames.AllowedHosts, "192.0.2.7,fd00::1", "[fd00::1]", "[fd00::2]")]
    [InlineData(SettingNames.Urls, "http://127.0.0.2:0", "127.0.0.2", "127.0.0.3")]
    public async Task A_setting_adds_host_names_and_keeps_those_of_this_machine(
        string setting, string value, string allowed, string refused)
    {
        await using var server = await RunningServer.StartAsync(null, (setting, value));
        var address = server.Client.BaseAddress!;
        Task<string> AskAsync(string host) => SendAsync(address.Port, "GET", "/health", host, to: address.Host);

        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(allowed), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync("localhost"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await AskAsync(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SettingNames.TrustedProxies, "10.0.0.1")]
    [InlineData(SettingNames.Urls, "http://0.0.0.0:0")]
    public async Task A_server_that_others_can_reach_accepts_any_host_name_until_a_setting_lists_some(string setting, string value)
    {
        await using (var server = await RunningServer.StartAsync(null, (setting, value)))
        {
            var any = await SendAsync(server.Client.BaseAddress!.Port, "GET", "/health", "any.example");
            Assert.StartsWith("HTTP/1.1 200 ", any, StringComparison.Ordinal);
        }

        await using var restricted = await RunningServer.StartAsync(null, (setting, value), (SettingNames.AllowedHosts, "zenml.example"));
        var port = restricted.Client.BaseAddress!.Port;
        Assert.StartsWith("HTTP/1.1 400 ", await SendAsync(port, "GET", "/health", "any.example"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync(port, "GET", "/health", "zenml.example"), StringComparison.Ordinal);
    }

    private static Task<string> SendAsync(
        int port, string method, string path, string host, string headers = "", string body = "", string to = "127.0.0.1") =>
        RawConnection.ExchangeAsync(
            new Uri($"http://{to}:{port}"),
            $"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}",
            Token);

    private async Task<string> CookieAsync()
    {
        using var login = await attacked.Server.PostLoginAsync(("username", "default"), ("password", "default-pw"));
        return login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
