using System.Text.Json;
using System.Text.RegularExpressions;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Running;

/// <summary>A server behind a proxy with a path prefix.</summary>
public sealed partial class PathPrefixTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_and_login_and_cookie_and_device_page_work_behind_nginx_with_a_path_prefix()
    {
        Assert.SkipUnless(NginxProcess.IsInstalled, "nginx (package nginx) is not installed.");
        await using var server = await ServerProcess.StartAsync((SettingNames.TrustedProxies, "127.0.0.1"));
        var example = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx.conf"), Token);
        await using var nginx = new NginxProcess(example, ServerProcess.FreePort(), server, server);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        client.BaseAddress = new Uri($"http://127.0.0.1:{nginx.Port}/zenml/");
        await server.UntilAsync(() => AnswersAsync(client), "nginx to answer");

        using var form = new FormUrlEncodedContent([new("username", "default"), new("password", "default-pw")]);
        using var login = await client.PostAsync(new Uri("api/v1/login", UriKind.Relative), form, Token);
        Assert.Contains("; path=/zenml;", login.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        var token = JsonDocument.Parse(await login.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        foreach (var name in new[] { "corp/ceo", "corp%2Fceo", "a/../b", "b", "a?b#c", "100%", "ä+ ;" })
        {
            using var body = new StringContent(
                JsonSerializer.Serialize(new Dictionary<string, object> { ["name"] = name, ["is_admin"] = false }));
            Assert.Equal(200, (int)(await client.PostAsync(new Uri("api/v1/users", UriKind.Relative), body, Token)).StatusCode);
            Assert.Equal(name, await NameAsync(client, $"api/v1/users/{Uri.EscapeDataString(name)}"));
        }

        using var device = new FormUrlEncodedContent([new("client_id", Guid.NewGuid().ToString())]);
        using var begun = await client.PostAsync(new Uri("api/v1/device_authorization", UriKind.Relative), device, Token);
        var addresses = JsonDocument.Parse(await begun.Content.ReadAsStringAsync(Token)).RootElement;
        Assert.Equal($"{client.BaseAddress}devices/verify", addresses.GetProperty("verification_uri").GetString());
        await CheckPageAsync(client, new Uri(addresses.GetProperty("verification_uri_complete").GetString()!));
    }

    [Theory]
    [InlineData("127.0.0.1", "/zenml", "/zenml")]
    [InlineData("127.0.0.1", "/zenml/", "/zenml")]
    [InlineData("127.0.0.1", "/a/b-c.d", "/a/b-c.d")]
    [InlineData("127.0.0.1", "/", "")]
    [InlineData("127.0.0.1", "zenml", "")]
    [InlineData("127.0.0.1", "//evil.example", "")]
    [InlineData("127.0.0.1", "/..", "")]
    [InlineData("127.0.0.1", "/a/../b", "")]
    [InlineData("127.0.0.1", "/a;Domain=evil.example", "")]
    [InlineData("127.0.0.1", "/a?b", "")]
    [InlineData("127.0.0.1", "/%2F%zz", "")]
    [InlineData("10.0.0.1", "/zenml", "")]
    [InlineData("", "/zenml", "")]
    public async Task A_path_prefix_counts_only_if_it_is_a_plain_path_from_a_trusted_proxy(string proxies, string said, string counts)
    {
        await using var server = await RunningServer.StartAsync(null, (SettingNames.TrustedProxies, proxies));
        var client = new ApiClient(server.Client, token: null);
        const string Form = "application/x-www-form-urlencoded";

        var login = await client.SendAsync(
            "POST", "/api/v1/login", "username=default&password=default-pw", Form, ("X-Forwarded-Prefix", said));
        var device = await client.SendAsync(
            "POST", "/api/v1/device_authorization", $"client_id={Guid.NewGuid()}", Form, ("X-Forwarded-Prefix", said));

        Assert.Equal((200, 200), (login.Status, device.Status));
        Assert.Contains(
            $"; path={(counts.Length == 0 ? "/" : counts)};", login.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(
            counts.Length == 0
                ? "/devices/verify"
                : $"{server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}{counts}/devices/verify",
            device.Json.GetProperty("verification_uri").GetString());
    }

    /// <summary>Opens a page as a browser does: everything that it names is there, below the prefix.</summary>
    private static async Task CheckPageAsync(HttpClient client, Uri page)
    {
        var html = await client.GetStringAsync(page, Token);
        var parts = Reference().Matches(html).Select(match => new Uri(page, match.Groups["address"].Value)).ToArray();
        Assert.Equal(2, parts.Length);
        Assert.All(parts, part => Assert.StartsWith("/zenml/devices/", part.AbsolutePath, StringComparison.Ordinal));
        foreach (var part in parts)
        {
            using var answer = await client.GetAsync(part, Token);
            Assert.True(answer.IsSuccessStatusCode, part.ToString());
        }

        var script = await client.GetStringAsync(parts.Single(part => part.AbsolutePath.EndsWith(".js", StringComparison.Ordinal)), Token);
        var others = script.Replace("api + \"/", "", StringComparison.Ordinal).Replace("device + \"/", "", StringComparison.Ordinal);
        Assert.DoesNotContain("\"/", others, StringComparison.Ordinal);
        var api = new Uri(page, Api().Match(script).Groups["address"].Value + "/info");
        Assert.True((await client.GetAsync(api, Token)).IsSuccessStatusCode, api.ToString());
    }

    private static async Task<string?> NameAsync(HttpClient client, string path) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative), Token)).RootElement.GetProperty("name").GetString();

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync(new Uri("health", UriKind.Relative), Token)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("(?:href|src)=\"(?<address>[^\"]*)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("const api = \"(?<address>[^\"]*)\"")]
    private static partial Regex Api();
}
