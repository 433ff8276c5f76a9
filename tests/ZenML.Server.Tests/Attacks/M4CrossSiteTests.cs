using System.Net.Http.Headers;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

public sealed class M4CrossSiteTests
{
    private const string WrongPassword = "username=default&password=wrong";

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task M4_forms_posted_by_another_site_are_rejected_and_do_not_count_as_failed_logins(string header, string value)
    {
        await using var server = await RunningServer.StartAsync();

        for (var attempt = 0; attempt < 20; attempt++)
        {
            Assert.Equal(403, await PostAsync(server, "/api/v1/login", WrongPassword, (header, value)));
        }

        Assert.Equal(403, await PostAsync(server, "/api/v1/login", "username=default&password=default-pw", (header, value)));
        Assert.Equal(403, await PostAsync(server, "/api/v1/device_authorization", $"client_id={Guid.NewGuid()}", (header, value)));
        var admin = await server.AdminAsync();
        Assert.Equal(0, (await admin.GetAsync("/api/v1/x/audit?action=login&outcome=failed")).Json.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task The_login_page_of_the_server_and_clients_that_are_not_browsers_can_log_in()
    {
        await using var server = await RunningServer.StartAsync();
        var origin = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        const string right = "username=default&password=default-pw";

        Assert.Equal(200, await PostAsync(server, "/api/v1/login", right));
        Assert.Equal(200, await PostAsync(server, "/api/v1/login", right, ("Origin", origin)));
        Assert.Equal(200, await PostAsync(server, "/api/v1/login", right, ("Origin", origin), ("Sec-Fetch-Site", "same-origin")));
    }

    private static async Task<int> PostAsync(
        RunningServer server, string path, string form, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await server.Client.SendAsync(request, Token);
        return (int)answer.StatusCode;
    }
}
