using System.Net;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Http;

public sealed class ProtocolTests
{
    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, """{"detail":"Not Found"}""")]
    [InlineData("POST", "/api/v1/nothing", 405, """{"detail":"Method Not Allowed"}""")]
    [InlineData("GET", "/api/v1/secrets/", 404, """{"detail":"Not Found"}""")]
    [InlineData("PUT", "/api/v1/secrets_operations/backup/", 405, """{"detail":"Method Not Allowed"}""")]
    [InlineData("POST", "/api/v1/secrets", 405, """{"detail":"Method Not Allowed"}""")]
    [InlineData("GET", "/api/v1/workspaces/default/secrets", 404, """{"detail":"Not Found"}""")]
    [InlineData("GET", "/api/v1/secrets", 401, """{"detail":"Not authenticated"}""")]
    public async Task Unknown_paths_and_unknown_callers_get_the_errors_of_the_API_contract(
        string method, string path, int status, string body)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await new ApiClient(server.Client, token: null).SendAsync(method, path);

        Assert.Equal((status, body, "application/json"), (answer.Status, answer.Text, answer.ContentType));
    }

    [Fact]
    public async Task Health_answers_GET_and_HEAD_and_no_response_can_be_cached_or_framed()
    {
        await using var server = await RunningServer.StartAsync();
        var client = new ApiClient(server.Client, token: null);

        var health = await client.GetAsync("/health");
        Assert.Equal((200, "\"OK\""), (health.Status, health.Text));
        Assert.Equal("no-store", health.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", health.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", health.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal((200, ""), await HeadAsync(client));
        Assert.Equal("\"OK\"", (await client.GetAsync("/ready")).Text);
        Assert.Equal("\"0.58.0\"", (await client.GetAsync("/api/v1/version")).Text);
    }

    [Fact]
    public async Task A_request_body_over_the_limit_is_rejected()
    {
        await using var server = await RunningServer.StartAsync(clock: null, ("ZENML_SERVER_MAX_REQUEST_BYTES", "65536"));
        var client = await ApiClient.LoginAsync(server, "default", "default-pw");

        Assert.Equal(
            (int)HttpStatusCode.RequestEntityTooLarge,
            (await client.PostAsync("/api/v1/workspaces", new string(' ', 70_000))).Status);
    }

    [Fact]
    public async Task The_log_names_routes_and_neither_queries_nor_bodies()
    {
        await using var world = await TeamWorld.StartAsync();
        await world.PostSecretAsync("canary-name", """{"canary-key":"canary-value"}""");
        await world.Administrator.GetAsync("/api/v1/secrets?name=canary-name");

        // The line of a request is written after its response.
        await Patience.UntilAsync(
            () => Task.FromResult(Lines().Any(line => line.Contains("/api/v1/secrets", StringComparison.Ordinal))),
            "the log to have the last request",
            TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Lines(), line => line.Contains("canary", StringComparison.Ordinal));

        IReadOnlyList<string> Lines() => world.Server.Log.Lines;
    }

    private static async Task<(int Status, string Body)> HeadAsync(ApiClient client)
    {
        var answer = await client.SendAsync("HEAD", "/health");
        return (answer.Status, answer.Text);
    }
}
