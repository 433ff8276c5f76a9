using ZenML.EndToEnd.Tests.Server;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>The environment names a proxy, which refuses or answers everything.</summary>
public sealed class H6LoopbackProxyTests : ServerProcessTest
{
    private const string Page = "<html>Denied by policy</html>";

    private static readonly string[] ProxyVariables = ["http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"];

    private string PasswordFile => Path.Combine(Zenml.ConfigPath, "zenml-dotnet.server.password");

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task H6_neither_token_nor_password_for_this_machine_reaches_a_proxy_and_the_generated_password_is_kept(string host)
    {
        await using var proxy = new FakeServer(403, Page, "text/html").Listen();
        foreach (var variable in ProxyVariables)
        {
            Zenml.Variables[variable] = proxy.Url;
        }

        var url = $"http://{host}:{FreePort()}";
        var up = await Zenml.OkAsync("up", "--urls", url);
        try
        {
            Assert.Contains($"'@{PasswordFile}'", up.Error, StringComparison.Ordinal);
            await Zenml.OkAsync("connect", "--url", url, "--username", "default", "--password", $"@{PasswordFile}");
            await Zenml.OkAsync("secret", "create", "team_db", "--password=x");
            Assert.Equal("x", await Zenml.ValueAsync("team_db", "password"));
        }
        finally
        {
            await Zenml.OkAsync("down");
        }

        Assert.Equal("", proxy.Received);
    }

    [Fact]
    public async Task H6_a_proxy_that_rejects_a_request_is_named_and_its_error_is_not_mistaken_for_a_wrong_password()
    {
        await using var proxy = new FakeServer(403, Page, "text/html").Listen();
        Zenml.Variables["http_proxy"] = proxy.Url.Replace("http://", "http://ada:proxy-password@", StringComparison.Ordinal);

        var connect = await ConnectAsync(Zenml, "--url", "http://zenml.example.com");

        Assert.Contains($"goes through the proxy {proxy.Url}, which can read tokens and "
            + "values", connect.Expect(1).Error, StringComparison.Ordinal);
        Assert.Contains("rejected the request (status 403)", connect.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("rejected this user name and password", connect.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy-password", connect.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("other.test, 192.0.2.0/24")]
    [InlineData("192.0.2.7:8237")]
    public async Task A_server_listed_in_NO_PROXY_is_not_contacted_through_the_proxy(string exclusions)
    {
        await using var proxy = new FakeServer(403, Page, "text/html").Listen();
        Zenml.Variables["http_proxy"] = proxy.Url;
        Zenml.Variables["NO_PROXY"] = exclusions;

        // This address is reserved for documentation, so no host has it.
        using var connecting = Zenml.Start("connect", "--url", "http://192.0.2.7:8237", "--api-key", "@-");
        await connecting.StandardInput.WriteAsync("ZENKEY_x");
        connecting.StandardInput.Close();
        var warning = await connecting.StandardError.ReadLineAsync(TestContext.Current.CancellationToken).InTimeAsync("a warning");
        connecting.Kill();
        await connecting.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync("zenml connect to exit");

        Assert.Contains("is not encrypted: others on the network", warning, StringComparison.Ordinal);
        Assert.Equal("", proxy.Received);
    }

    [Fact]
    public async Task A_server_on_another_machine_is_contacted_through_the_proxy()
    {
        await using var proxy = new FakeServer(401, """{"detail":["AuthorizationException","no"]}""", "application/json").Listen();
        Zenml.Variables["http_proxy"] = proxy.Url;

        var connect = await ConnectAsync(Zenml, "--url", "http://zenml.example.com");

        Assert.Contains("rejected this user name and password", connect.Expect(1).Error, StringComparison.Ordinal);
        Assert.StartsWith("POST http://zenml.example.com/api/v1/login", proxy.Received, StringComparison.Ordinal);
    }
}
