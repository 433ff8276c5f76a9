using ZenML.EndToEnd.Tests.Driving;
using ZenML.EndToEnd.Tests.Server;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>Names with characters of addresses, and requests that no library sends, against the published server.</summary>
public sealed class M5NamesInPathsTests : ServerProcessTest
{
    [Fact]
    public async Task M5_and_L9_the_published_server_parses_requests_as_strictly_as_the_server_of_the_other_tests()
    {
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var server = await ServingProcess.StartAsync(Zenml, url);
        (await ConnectAsync(Zenml, "--url", url)).Expect(0);

        await PromoteAsync("corp/ceo", "corp%2Fceo");
        foreach (var request in new[]
        {
            "GET /health HTTP/1.1\nHost: 127.0.0.1\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: 127.0.0.1\n\r\n",
            "POST /api/v1/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: +2\r\n\r\nab",
            "POST /api/v1/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /api/v1/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nab\r\n0\r\n\r\n",
            "GET /api/v1/users/%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "GET http://evil.example/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        })
        {
            var answer = await RawConnection.ExchangeAsync(new Uri(url), request, TestContext.Current.CancellationToken);
            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("   at ", await server.StopAsync(), StringComparison.Ordinal);
    }

    private async Task PromoteAsync(string name, string other)
    {
        await CreateAsync(name);
        await CreateAsync(other);

        await Zenml.OkAsync("user", "update", name, "--admin");

        Assert.Equal((true, false), (await IsAdministratorAsync(name), await IsAdministratorAsync(other)));
    }

    private async Task CreateAsync(string name) =>
        (await Zenml.RunWithInputAsync("a long password\n", "user", "create", name, "--password", "@-")).Expect(0);

    private async Task<bool> IsAdministratorAsync(string name) =>
        (await Zenml.JsonAsync("user", "describe", name))["is_admin"]!.GetValue<bool>();
}
