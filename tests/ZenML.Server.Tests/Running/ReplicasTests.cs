using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using ZenML.TestKit.Databases;

namespace ZenML.Server.Tests.Running;

public sealed class ReplicasTests
{
    private const int Clients = 8;
    private const int EnoughWrites = 80;

    private static readonly string[] Names = ["ada", "ben", "cleo"];

    private readonly ConcurrentDictionary<Guid, (Account Owner, string Marker)> acknowledged = new();
    private readonly ConcurrentQueue<string> wrong = new();
    private string workspace = "";
    private int unanswered;
    private int refusals;

    [Fact]
    public async Task Killing_one_of_two_servers_behind_nginx_loses_no_acknowledged_write_and_never_shows_data_of_another_user()
    {
        Assert.SkipUnless(NginxProcess.IsInstalled, "nginx (package nginx) is not installed.");
        var database = await DatabaseServers.CreateDatabaseAsync(StoreKind.PostgreSql);
        (string, string)[] settings =
        [
            (SettingNames.StoreUrl, database.UrlText),
            (SettingNames.EncryptionKey, "a key that both servers share"),
            (SettingNames.TrustedProxies, "127.0.0.1"),
        ];

        var servers = await Task.WhenAll(ServerProcess.StartAsync(settings), ServerProcess.StartAsync(settings));
        await using var killed = servers[0];
        await using var left = servers[1];
        var example = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "deploy", "nginx.conf"), TestContext.Current.CancellationToken);
        await using var nginx = new NginxProcess(example, ServerProcess.FreePort(), killed, left);
        using var proxy = ClientOf(nginx.Port);
        await left.UntilAsync(() => AnswersAsync(proxy), "nginx to answer");
        var accounts = await MakeAccountsAsync(proxy);

        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(
            Enumerable.Range(0, Clients).Select(number => WorkAsync(
                nginx.Port, accounts[number % accounts.Length], enough.Token)));
        await left.UntilAsync(
            () => Task.FromResult(acknowledged.Count >= EnoughWrites || load.IsCompleted), "writes of both servers");
        killed.Kill();
        var before = acknowledged.Count;
        await left.UntilAsync(
            () => Task.FromResult(acknowledged.Count >= before + EnoughWrites || load.IsCompleted), "writes of the server that is left");
        await enough.CancelAsync();
        await load.InTimeAsync("the last requests of the clients");

        Assert.True(wrong.IsEmpty, string.Join(Environment.NewLine, wrong.Take(5)));
        Assert.True(refusals > Clients, "Hardly anyone asked for secrets of others.");
        Assert.True(
            acknowledged.Count >= before + EnoughWrites,
            $"Only {acknowledged.Count - before} writes were acknowledged by the server that was left.");
        Assert.Contains(
            "\"POST /api/v1/workspaces/{workspace_name_or_id}/secrets 200",
            (await killed.WaitAsync()).Output,
            StringComparison.Ordinal);
        using var direct = ClientOf(left.Port);
        foreach (var (id, (owner, marker)) in acknowledged)
        {
            Assert.Contains(marker, await ReadAsync(direct, owner, id), StringComparison.Ordinal);
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{acknowledged.Count} writes were acknowledged, {before} of them before one server was killed; "
            + $"{unanswered} requests were not answered.");
    }

    /// <summary>
    /// The work of one client: it writes secrets that only its account can see, reads them back and requests secrets of
    /// others.
    /// </summary>
    private async Task WorkAsync(int port, Account account, CancellationToken enough)
    {
        using var client = ClientOf(port);
        while (!enough.IsCancellationRequested)
        {
            var marker = $"{account.Name}-{Guid.NewGuid():N}";
            var body =
                $$$"""
                {"name":"{{{marker}}}","scope":"user","values":{"own":"{{{marker}}}"},
                "user":"{{{account.Id}}}","workspace":"{{{workspace}}}"}
                """;
            var path = $"/api/v1/workspaces/{workspace}/secrets";
            if (await SendAsync(client, account, HttpMethod.Post, path, body) is not { Status: 200 } created)
            {
                continue;
            }

            var id = JsonDocument.Parse(created.Text).RootElement.GetProperty("id").GetGuid();
            acknowledged[id] = (account, marker);
            if (!created.Text.Contains(marker, StringComparison.Ordinal)
                || (await ReadAsync(client, account, id)).Split(marker).Length != 3)
            {
                wrong.Enqueue($"{marker} is not what was answered.");
            }

            await ListAsync(client, account);
            await AskForSecretOfOtherAsync(client, account);
        }
    }

    private async Task ListAsync(HttpClient client, Account account)
    {
        if (await SendAsync(client, account, HttpMethod.Get, "/api/v1/secrets?sort_by=desc:created&size=50", body: null) is not { } list)
        {
            return;
        }

        var names = JsonDocument.Parse(list.Text).RootElement.GetProperty("items")
            .EnumerateArray().Select(item => item.GetProperty("name").GetString()!).ToArray();
        if (names.Length == 0 || !names.All(name => name.StartsWith(account.Name, StringComparison.Ordinal)))
        {
            wrong.Enqueue($"The list of {account.Name} has {string.Join(", ", names)}.");
        }
    }

    private async Task AskForSecretOfOtherAsync(HttpClient client, Account account)
    {
        var (id, (_, marker)) = acknowledged.LastOrDefault(entry => entry.Value.Owner != account);
        if (marker is not null
            && await SendAsync(
                client, account, HttpMethod.Get, $"/api/v1/secrets/{id}", body: null, expected: 404) is { } answer)
        {
            Interlocked.Increment(ref refusals);
            if (answer.Text.Contains(marker, StringComparison.Ordinal))
            {
                wrong.Enqueue($"{account.Name} was told of {marker}.");
            }
        }
    }

    /// <summary>Reads a secret and repeats the request while no server responds.</summary>
    private async Task<string> ReadAsync(HttpClient client, Account account, Guid id)
    {
        Answer? answer = null;
        await Patience.UntilAsync(
            async () => (answer = await SendAsync(client, account, HttpMethod.Get, $"/api/v1/secrets/{id}", body: null)) is not null,
            "a server to answer a read",
            TestContext.Current.CancellationToken);
        return answer!.Text;
    }

    /// <summary>The response; null if the proxy or the server failed, so that the outcome is unknown.</summary>
    private async Task<Answer?> SendAsync(
        HttpClient client, Account account, HttpMethod method, string path, string? body, int expected = 200)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.Token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        if (answer.Status is 502 or 503 or 504)
        {
            Interlocked.Increment(ref unanswered);
            return null;
        }

        if (answer.Status != expected)
        {
            wrong.Enqueue($"{method} {path} of {account.Name} was answered with {answer.Status}: {answer.Text}");
        }

        return answer;
    }

    private async Task<Account[]> MakeAccountsAsync(HttpClient client)
    {
        var administrator = await LogInAsync(client, "default", "default-pw");
        workspace = JsonDocument.Parse(
            (await SendAsync(client, administrator, HttpMethod.Get, "/api/v1/workspaces/default", body: null))!.Text)
            .RootElement.GetProperty("id")
            .GetString()!;
        foreach (var name in Names)
        {
            await SendAsync(
                client,
                administrator,
                HttpMethod.Post,
                "/api/v1/users",
                $$"""{"name":"{{name}}","password":"pw of {{name}}","is_admin":false}""");
        }

        return [administrator, .. await Task.WhenAll(Names.Select(name => LogInAsync(client, name, $"pw of {name}")))];
    }

    private async Task<Account> LogInAsync(HttpClient client, string name, string password)
    {
        using var form = new FormUrlEncodedContent([new("username", name), new("password", password)]);
        using var response = await client.PostAsync(
            new Uri("/api/v1/login", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var account = new Account(name, "", JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!);
        var user = await SendAsync(client, account, HttpMethod.Get, "/api/v1/current-user", body: null);
        return account with { Id = JsonDocument.Parse(user!.Text).RootElement.GetProperty("id").GetString()! };
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

    /// <remarks>
    /// Without cookies, which take precedence over the header: otherwise accounts that share a client would be mistaken
    /// for each other.
    /// </remarks>
    private static HttpClient ClientOf(int port) => new(new SocketsHttpHandler { UseCookies = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience.Time,
    };

    private sealed record Account(string Name, string Id, string Token);

    private sealed record Answer(int Status, string Text);
}
