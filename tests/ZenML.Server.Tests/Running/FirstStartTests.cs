using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.Stores.Servers;
using ZenML.TestKit;
using ZenML.TestKit.Databases;

namespace ZenML.Server.Tests.Running;

public sealed class FirstStartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    [InlineData(StoreKind.MySql)]
    public async Task Two_servers_that_start_at_the_same_time_on_an_empty_database_create_one_store(StoreKind kind)
    {
        var database = kind == StoreKind.Sqlite ? null : await DatabaseServers.CreateDatabaseAsync(kind);

        // Both servers also try to create the key ring.
        (string, string)[] settings =
        [
            (SettingNames.StoreUrl, database?.UrlText ?? $"sqlite:///{folder.File("zenml.db")}"),
            (SettingNames.ConfigPath, folder.Path),
        ];

        var servers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ServerProcess.StartAsync(settings)));
        await using var first = servers[0];
        await using var second = servers[1];
        using var atFirst = await LogInAsync(first);
        using var atSecond = await LogInAsync(second);

        foreach (var client in new[] { atFirst, atSecond })
        {
            Assert.True((await client.GetAsync(new Uri("/ready", UriKind.Relative), Token)).IsSuccessStatusCode);
        }

        Assert.Equal(await IdAsync(atFirst, "current-user"), await IdAsync(atSecond, "current-user"));
        var workspace = await IdAsync(atFirst, "workspaces/default");
        Assert.Equal(workspace, await IdAsync(atSecond, "workspaces/default"));
        var body =
            $$$"""
            {"name":"s","scope":"user","values":{"k":"of the first"},
            "user":"{{{await IdAsync(atFirst, "current-user")}}}","workspace":"{{{workspace}}}"}
            """;
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        var created = await atFirst.PostAsync(new Uri($"/api/v1/workspaces/{workspace}/secrets", UriKind.Relative), json, Token);
        var id = JsonDocument.Parse(await created.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("id").GetString();
        Assert.Contains(
            "of the first",
            await atSecond.GetStringAsync(new Uri($"/api/v1/secrets/{id}", UriKind.Relative), Token),
            StringComparison.Ordinal);

        await using var connection =
            database is null ? await RawDatabase.OpenAsync(folder.File("zenml.db")) : await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT CONCAT((SELECT COUNT(*) - MAX(number) FROM migrations), ' ', (SELECT COUNT(*) FROM users), ' ',
            (SELECT COUNT(*) FROM workspaces), ' ',
                (SELECT COUNT(*) FROM encryption_keys))
            """;
        Assert.Equal("0 1 1 1", await command.ExecuteScalarAsync(Token));

        await Task.WhenAll(servers.Select(server => server.TerminateAsync()));
        var ends = await Task.WhenAll(servers.Select(server => server.WaitAsync()));
        Assert.Single(ends, end => end.Output.Contains("Created an empty store", StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<HttpClient> LogInAsync(ServerProcess server)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port.ToString(CultureInfo.InvariantCulture)}") };
        using var form = new FormUrlEncodedContent([new("username", "default"), new("password", "default-pw")]);
        var answer = await client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, Token);
        var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<string> IdAsync(HttpClient client, string path) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri($"/api/v1/{path}", UriKind.Relative), Token))
            .RootElement.GetProperty("id").GetString()!;
}
