using System.Net;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Pages;

public sealed class PagesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/activate-user?user=x&username=y&token=z")]
    [InlineData("/signup?user=x&username=y&token=z")]
    public async Task The_activation_page_loads_nothing_from_other_sites_and_repeats_nothing_of_its_address(string address)
    {
        await using var server = await RunningServer.StartAsync();

        using var page = await server.Client.GetAsync(new Uri(address, UriKind.Relative), Token);
        var html = await page.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("no-referrer", page.Headers.GetValues("Referrer-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", html, StringComparison.OrdinalIgnoreCase);
        foreach (var file in (string[])["activate-user.js", "activate-user.css"])
        {
            Assert.Contains($"\"{file}\"", html, StringComparison.Ordinal);
            using var sent = await server.Client.GetAsync(new Uri($"/{file}", UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        }
    }

    [Fact]
    public async Task The_request_of_the_activation_page_activates_an_invited_account_once()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        var invited = await administrator.CreateAsync("/api/v1/users", """{"name":"ada","is_admin":false}""");
        var token = invited.Json.GetProperty("body").GetProperty("activation_token").GetString();
        var body = $$"""{"activation_token":"{{token}}","password":"long enough"}""";
        var nobody = new ApiClient(server.Client, token: null);
        var path = $"/api/v1/users/{invited.Id}/activate";
        var origin = server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

        var fromElsewhere = await nobody.SendAsync("PUT", path, body, "application/json", ("Origin", "https://elsewhere.example"));
        var fromPage = await nobody.SendAsync("PUT", path, body, "application/json", ("Origin", origin));
        var again = await nobody.SendAsync("PUT", path, body, "application/json", ("Origin", origin));

        Assert.Equal([403, 200, 401], [fromElsewhere.Status, fromPage.Status, again.Status]);
        await server.LoginAsync("ada", "long enough", Token);
    }

    [Theory]
    [InlineData("/", "zenml status")]
    [InlineData("/stacks", "zenml stack list")]
    [InlineData("/runs/4c2f", "zenml pipeline runs list")]
    [InlineData("/workspaces/default/runs/%3Cscript%3E/dag", "zenml pipeline runs list")]
    public async Task A_link_to_the_dashboard_leads_to_a_page_that_names_a_command(string address, string command)
    {
        await using var server = await RunningServer.StartAsync();

        using var page = await server.Client.GetAsync(new Uri(address, UriKind.Relative), Token);
        var html = await page.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains($"<code>{command}</code>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script", html, StringComparison.OrdinalIgnoreCase);
    }
}
