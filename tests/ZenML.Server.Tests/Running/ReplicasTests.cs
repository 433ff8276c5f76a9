using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.Stores.Sql;
using ZenML.TestKit.Databases;

namespace ZenML.Server.Tests.Running;

public sealed class ReplicasTests
{
    private const int Clients = 8;
    private const int EnoughWrites = 80;

    private readonly ConcurrentDictionary<Guid, string> acknowledged = new();
    private readonly ConcurrentQueue<string> wrong = new();
    private string token = "";
    private string user = "";
    private string workspace = "";
    private int unanswered;

    [Fact]
    public async Task Behind_nginx_one_of_two_servers_can_be_killed_and_no_acknowledged_write_is_lost_and_nobody_gets_data_of_another()
    {
        Assert.SkipUnless(NginxProcess.IsInstalled, "nginx (package nginx) is not installed.");
        var database = (await DatabaseServers.CreateDatabaseAsync(StoreKind.PostgreSql)).Url;
        (string, string)[] settings =
        [
            (SettingNames.StoreUrl, $"postgresql://{database.User}:{database.Password!.Reveal()}@{database.Host}:{database.Port}/{database.Database}?sslmode=disable"),
            (SettingNames.EncryptionKey, "a key that both servers share"),
            (SettingNames.TrustedProxies, "127.0.0.1"),
        ];

        // Both find an empty database and want to make a store of it.
        var servers = await Task.WhenAll(ServerProcess.StartAsync(settings), ServerProcess.StartAsync(settings));
        await using var killed = servers[0];
        await using var left = servers[1];
        var example = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx.conf"), TestContext.Current.CancellationToken);
        await using var nginx = new NginxProcess(example, ServerProcess.FreePort(), killed, left);
        using var proxy = ClientOf(nginx.Port);
        await left.UntilAsync(async () => await AnswersAsync(proxy));
        await LogInAsync(proxy);

        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => WriteAndReadBackAsync(nginx.Port, number, enough.Token)));
        await left.UntilAsync(() => Task.FromResult(acknowledged.Count >= EnoughWrites || load.IsCompleted));
        killed.Kill();
        var before = acknowledged.Count;
        await left.UntilAsync(() => Task.FromResult(acknowledged.Count >= before + EnoughWrites || load.IsCompleted));
        await enough.CancelAsync();
        await load;

        Assert.Empty(wrong);
        Assert.True(acknowledged.Count >= before + EnoughWrites, $"Only {acknowledged.Count - before} writes were acknowledged by the server that was left.");
        Assert.Contains("\"POST /api/v1/workspaces/{workspace_name_or_id}/secrets 200", (await killed.WaitAsync()).Output, StringComparison.Ordinal);
        using var direct = ClientOf(left.Port);
        foreach (var (id, marker) in acknowledged)
        {
            Assert.Contains(marker, await ReadAsync(direct, id), StringComparison.Ordinal);
        }

        TestContext.Current.SendDiagnosticMessage($"{acknowledged.Count} writes were acknowledged, {before} of them before one server was killed; {unanswered} requests were not answered.");
    }

    private async Task WriteAndReadBackAsync(int port, int number, CancellationToken enough)
    {
        using var client = ClientOf(port);
        for (var count = 0; !enough.IsCancellationRequested; count++)
        {
            var marker = $"marker-{number}-{count}-{Guid.NewGuid():N}";
            var body = $$$"""{"name":"{{{marker}}}","scope":"workspace","values":{"own":"{{{marker}}}"},"user":"{{{user}}}","workspace":"{{{workspace}}}"}""";
            if (await SendAsync(client, HttpMethod.Post, $"/api/v1/workspaces/{workspace}/secrets", body) is not { } created)
            {
                continue;
            }

            var id = JsonDocument.Parse(created).RootElement.GetProperty("id").GetGuid();
            acknowledged[id] = marker;
            if (!created.Contains(marker, StringComparison.Ordinal) || (await ReadAsync(client, id)).Split(marker).Length != 3)
            {
                wrong.Enqueue($"{marker} is not what was answered.");
            }
        }
    }

    /// <summary>The secret; asks again while nobody answers.</summary>
    private async Task<string> ReadAsync(HttpClient client, Guid id)
    {
        while (true)
        {
            if (await SendAsync(client, HttpMethod.Get, $"/api/v1/secrets/{id}", body: null) is { } answer)
            {
                return answer;
            }
        }
    }

    /// <summary>The answer; null if the proxy or the server failed, so that nothing is known.</summary>
    private async Task<string?> SendAsync(HttpClient client, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        if ((int)answer.StatusCode is not (502 or 503 or 504))
        {
            wrong.Enqueue($"{method} was answered with {(int)answer.StatusCode}.");
        }

        Interlocked.Increment(ref unanswered);
        return null;
    }

    private async Task LogInAsync(HttpClient client)
    {
        using var form = new FormUrlEncodedContent([new("username", "default"), new("password", "pw")]);
        using var answer = await client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, TestContext.Current.CancellationToken);
        token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("access_token").GetString()!;
        user = JsonDocument.Parse((await SendAsync(client, HttpMethod.Get, "/api/v1/current-user", body: null))!).RootElement.GetProperty("id").GetString()!;
        workspace = JsonDocument.Parse((await SendAsync(client, HttpMethod.Get, "/api/v1/workspaces/default", body: null))!).RootElement.GetProperty("id").GetString()!;
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static HttpClient ClientOf(int port) => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
}
