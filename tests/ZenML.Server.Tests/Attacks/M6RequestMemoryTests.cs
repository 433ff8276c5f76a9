using System.Net.Sockets;
using System.Text;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

public sealed class M6RequestMemoryTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Fact]
    public async Task M6_no_endpoint_open_to_everyone_accepts_a_body_over_64_KiB()
    {
        await using var server = await RunningServer.StartAsync();
        var nobody = new ApiClient(server.Client, token: null);
        var tooLong = $"a={new string('x', 64 * 1024)}";

        foreach (var (method, path) in server.EndpointsWithBody[true])
        {
            var answer = await nobody.SendAsync(
                method, path.Replace("{user_name_or_id}", "default", StringComparison.Ordinal), tooLong, Form);

            Assert.Equal((path, 413), (path, answer.Status));
        }

        Assert.Contains(server.EndpointsWithBody[true], endpoint => endpoint.Path == "/api/v1/login");
    }

    [Fact]
    public async Task A_login_with_long_extra_fields_succeeds()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostLoginAsync(
            ("username", "default"), ("password", "default-pw"), ("scope", new string('x', 8_000)), ("client_id", ""));

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(65, 1)]
    [InlineData(1, 9_000)]
    public async Task M6_a_form_with_too_many_fields_or_a_field_that_is_too_long_is_rejected(int fields, int length)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.PostLoginAsync([.. Enumerable.Range(0, fields).Select(index => ($"f{index}", new string('x', length)))]);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task M6_an_unauthenticated_request_is_rejected_before_its_body_is_read()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.True(server.EndpointsWithBody[false].Count() > 30);

        foreach (var (method, path) in server.EndpointsWithBody[false])
        {
            // The announced body is never sent.
            using var connection = new TcpClient();
            await connection.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port, Token);
            var head = $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 8388608\r\n\r\n";
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Token);
            using var reader = new StreamReader(connection.GetStream());

            Assert.Equal(
                $"{method} {path}: HTTP/1.1 401 Unauthorized",
                $"{method} {path}: {await reader.ReadLineAsync(Token).InTimeAsync("a status line")}");
        }
    }

    [Theory]
    [InlineData("[],")]
    [InlineData("{},")]
    [InlineData("0,")]
    [InlineData("\"\",")]
    [InlineData("{\"\":0},")]
    public async Task M6_a_body_with_more_values_than_any_client_sends_is_rejected_before_it_is_parsed(string item)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var items = new StringBuilder().Insert(0, item, 300_000).Append('0');

        var answer = await admin.PostAsync("/api/v1/flavors", $"{{\"config_schema\": {{\"items\": [{items}]}}}}");

        Assert.Equal(422, answer.Status);
        Assert.Contains("too many values", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_a_hundred_thousand_values_is_accepted()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var items = new StringBuilder().Insert(0, "0,", 100_000).Append('0');

        var workspace = (await admin.GetAsync("/api/v1/workspaces/default")).Id;
        var answer = await admin.PostAsync(
            "/api/v1/flavors",
            $$$"""
            {"name": "long", "type": "orchestrator", "source": "a.b", "config_schema": {"items": [{{{items}}}]},
            "user": "{{{admin.User}}}", "workspace": "{{{workspace}}}"}
            """);

        // Read, and found to be too long for a schema.
        Assert.Equal(400, answer.Status);
        Assert.Contains("65535 characters", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/current-user")]
    [InlineData("/api/v1/users/default")]
    [InlineData("/api/v1/workspaces/default")]
    [InlineData("/api/v1/settings")]
    public async Task M6_requests_about_accounts_and_workspaces_and_the_server_have_a_small_size_limit(string path)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();

        var answer = await admin.PutAsync(path, $"{{\"user_metadata\": {{\"a\": \"{new string('x', 64 * 1024)}\"}}}}");

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task M6_one_account_gets_a_share_of_the_memory_for_bodies_and_can_use_it_again_when_it_is_released()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.AdminAsync();
        var bob = await server.PersonAsync(admin, "bob");
        var token = await server.LoginAsync("bob", "bob-password", Token);
        var unfinished = new List<TcpClient>();
        var head = $"POST /api/v1/flavors HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Length: 16000000\r\n\r\n";
        var begun = Encoding.ASCII.GetBytes(head + new string(' ', 15_999_999));
        for (var index = 0; index < 4; index++)
        {
            unfinished.Add(await SendAsync(server, begun));
        }

        var body = new string(' ', 4_000_000) + "{}";
        await Patience.UntilAsync(
            async () =>
            {
                // While the server still receives the unfinished requests, a whole one can take the last of the share, so that an
                // unfinished one is refused in its place and gives its memory back.
                foreach (var refused in unfinished.FindAll(IsAnswered))
                {
                    refused.Dispose();
                    unfinished.Remove(refused);
                    unfinished.Add(await SendAsync(server, begun));
                }

                return (await bob.PostAsync("/api/v1/flavors", body)).Status == 503;
            },
            "a request to be refused beyond the share of its account",
            Token);
        Assert.Equal(422, (await admin.PostAsync("/api/v1/flavors", body)).Status);
        Assert.Equal(200, await bob.StatusAsync());

        unfinished.ForEach(connection => connection.Dispose());
        await Patience.UntilAsync(
            async () => (await bob.PostAsync("/api/v1/flavors", body)).Status == 422, "the share of the account to be free again", Token);
    }

    private static bool IsAnswered(TcpClient connection) => connection.Client.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    private static async Task<TcpClient> SendAsync(RunningServer server, byte[] request)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port, Token);
        try
        {
            await connection.GetStream().WriteAsync(request, Token).InTimeAsync("the server to receive a large request");
        }
        catch (IOException)
        {
            // The server refused the request before all of it was sent.
        }

        return connection;
    }

    [Fact]
    public async Task M6_the_request_line_and_the_headers_have_size_limits()
    {
        await using var server = await RunningServer.StartAsync();
        var nobody = new ApiClient(server.Client, token: null);

        Assert.Equal(414, (await nobody.GetAsync($"/health?{new string('x', 9_000)}")).Status);
        Assert.Equal(431, (await nobody.SendAsync("GET", "/health", headers: ("X-Long", new string('x', 40_000)))).Status);
        var many = Enumerable.Range(0, 101).Select(index => ($"X-{index}", "x"));
        Assert.Equal(431, (await nobody.SendAsync("GET", "/health", headers: many)).Status);
    }
}
