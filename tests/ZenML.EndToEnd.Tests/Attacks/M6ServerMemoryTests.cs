using System.Net.Http.Headers;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using ZenML.EndToEnd.Tests.Driving;
using ZenML.EndToEnd.Tests.Server;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>The anonymous memory of the published server, as Linux counts it, while someone sends it much.</summary>
[SupportedOSPlatform("linux")]
public sealed class M6ServerMemoryTests : ServerProcessTest
{
    private const long Mebibyte = 1024 * 1024;

    // Eight mebibytes that would be 2.8 million lists.
    private static readonly byte[] Lists = Encoding.ASCII.GetBytes($"[{new StringBuilder().Insert(0, "[],", (int)(8 * Mebibyte / 3))}[]]");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task M6_eight_unauthenticated_requests_of_8_MiB_leave_the_server_below_150_MiB()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux alone tells the anonymous memory of a process in this way.");
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var server = await StartAsync(url);
        using var watching = new MemoryWatch(server.Id);
        using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience.Time };
        string[] paths = ["/api/v1/users/default/activate", "/api/v1/users/default", "/api/v1/flavors", "/api/v1/login"];

        await Task.WhenAll(
            paths.Concat(paths).Select(path => SendAsync(client, path == "/api/v1/login" ? HttpMethod.Post : HttpMethod.Put, path)));

        Assert.True((await client.GetAsync(new Uri("/health", UriKind.Relative), Token)).IsSuccessStatusCode);
        Assert.InRange(await watching.StopAsync(), 1, 150 * Mebibyte);
    }

    [Fact]
    public async Task M6_eight_large_requests_of_one_account_use_bounded_memory_that_is_released_afterwards()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux alone tells the anonymous memory of a process in this way.");
        var url = $"http://127.0.0.1:{FreePort()}";
        await using var server = await StartAsync(url);
        using var client = new HttpClient { BaseAddress = new Uri(url), Timeout = Patience.Time };
        using var form = new FormUrlEncodedContent([new("username", "default"), new("password", Password)]);
        var login = await client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, Token);
        var token = JsonDocument.Parse(await login.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var watching = new MemoryWatch(server.Id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(client, HttpMethod.Post, "/api/v1/flavors")));

        // A request is rejected while the account uses its whole share of the memory.
        Assert.All(answers, status => Assert.Contains(status, (int?[])[422, 503]));
        Assert.Contains(422, answers);
        Assert.InRange(await watching.StopAsync(), 1, 400 * Mebibyte);

        // The garbage collector runs with later requests.
        await Patience.UntilAsync(
            async () =>
            {
                using var answer = await client.GetAsync(new Uri("/api/v1/current-user", UriKind.Relative), Token);
                return MemoryWatch.Read(server.Id) <= 150 * Mebibyte;
            },
            "the server to give the memory back",
            Token);
    }

    private async Task<ServingProcess> StartAsync(string url)
    {
        Zenml.Variables["ZENML_DEFAULT_USER_PASSWORD"] = Password;
        return await ServingProcess.StartAsync(Zenml, url);
    }

    /// <returns>The status; null if the server closed the connection instead of reading on.</returns>
    private static async Task<int?> SendAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(Lists) };
        try
        {
            using var answer = await client.SendAsync(request, Token);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
