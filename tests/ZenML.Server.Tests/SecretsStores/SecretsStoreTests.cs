using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZenML.Server.Configuration;
using ZenML.Server.Storage;
using ZenML.Stores.Sql;
using ZenML.TestKit;
using ZenML.TestKit.SecretsStores;

namespace ZenML.Server.Tests.SecretsStores;

/// <summary>A server that stores values in a back end outside its database.</summary>
public sealed class SecretsStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly MemorySecretsStore backEnd = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_with_a_back_end_stores_reads_and_deletes_values_there()
    {
        await using var server = await StartAsync();
        var id = await server.CreateSecretAsync();

        Assert.Single(backEnd.Keys);
        Assert.Equal("canary", await server.ReadValueAsync(id));

        await server.DeleteAsync(id);
        Assert.Single(backEnd.Keys);
        await server.PurgeAsync(id);

        Assert.Empty(backEnd.Keys);
    }

    [Fact]
    public async Task A_server_deletes_at_its_start_what_the_back_end_refused_to_delete_before()
    {
        await using (var server = await StartAsync())
        {
            var id = await server.CreateSecretAsync();
            backEnd.RefusesDeletions = true;
            await server.DeleteAsync(id);
            await server.PurgeAsync(id);
            Assert.Single(backEnd.Keys);
        }

        backEnd.RefusesDeletions = false;
        await using var next = await StartAsync();

        await Patience.UntilAsync(() => Task.FromResult(backEnd.Keys.Count == 0), "the recovery to delete the version", Token);
    }

    [Fact]
    public async Task A_server_that_is_set_to_Vault_stores_reads_and_deletes_values_there()
    {
        await using var vault = await LoopbackVault.StartAsync();
        await using var server = await StartAsync(
            ("ZENML_SECRETS_STORE_TYPE", "hashicorp"),
            ("ZENML_SECRETS_STORE_VAULT_ADDR", vault.Address.ToString()),
            ("ZENML_SECRETS_STORE_VAULT_TOKEN", LoopbackVault.RootToken));
        var id = await server.CreateSecretAsync();

        var name = Assert.Single(vault.Names());
        Assert.Equal("canary", (string?)vault.Find(name)!["values"]!["password"]);
        Assert.Contains(id, name, StringComparison.Ordinal);
        Assert.Equal("canary", await server.ReadValueAsync(id));

        await server.DeleteAsync(id);
        await server.PurgeAsync(id);

        Assert.Empty(vault.Names());
    }

    [Fact]
    public async Task A_server_without_a_secrets_store_answers_with_501_wherever_a_value_is_needed()
    {
        await using var server = await StartAsync(("ZENML_SECRETS_STORE_TYPE", "none"));

        var (status, body) = await server.TryCreateSecretAsync();

        Assert.Equal(HttpStatusCode.NotImplemented, status);
        Assert.Equal("""{"detail":["NotImplementedError","This server does not have a secrets store."]}""", body);
    }

    private async Task<Serving> StartAsync(params (string Name, string Value)[] settings)
    {
        var options = ServerOptions.Read(
            new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
            {
                [SettingNames.StoreUrl] = $"sqlite:///{folder.File("zenml.db")}",
                [SettingNames.Urls] = "http://127.0.0.1:0",
                [SettingNames.DefaultUserPassword] = "default-pw",
            });
        var store = await ServerStore.OpenAsync(options, TimeProvider.System, warn: null, Token);
        var application = ServerApplication.Create(
            options with { SecretsStore = options.SecretsStore ?? (_ => backEnd) },
            store,
            TimeProvider.System,
            logging => logging.AddProvider(new CapturedLog()));
        await application.StartAsync(Token);
        return await Serving.ConnectAsync(store, application);
    }

    private sealed class Serving(SqlStore store, WebApplication application, HttpClient client) : IAsyncDisposable
    {
        public static async Task<Serving> ConnectAsync(SqlStore store, WebApplication application)
        {
            var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            var client = new HttpClient { BaseAddress = new Uri(address), Timeout = Patience.Time };
            using var form = new FormUrlEncodedContent([new("username", "default"), new("password", "default-pw")]);
            using var response = await client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, Token);
            var token = (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("access_token").GetString();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return new Serving(store, application, client);
        }

        public async Task<string> CreateSecretAsync()
        {
            var (status, answer) = await TryCreateSecretAsync();
            Assert.Equal(HttpStatusCode.OK, status);
            return JsonDocument.Parse(answer).RootElement.GetProperty("id").GetString()!;
        }

        public async Task<(HttpStatusCode Status, string Body)> TryCreateSecretAsync()
        {
            var user = (await GetAsync("/api/v1/current-user")).GetProperty("id");
            var workspace = (await GetAsync("/api/v1/workspaces/default")).GetProperty("id");
            using var body = JsonContent.Create(
                new { name = "db", scope = "workspace", values = new { password = "canary" }, user, workspace });
            using var response = await client.PostAsync(new Uri("/api/v1/workspaces/default/secrets", UriKind.Relative), body, Token);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
        }

        public async Task<string?> ReadValueAsync(string id) => (await GetAsync($"/api/v1/secrets/{id}"))
            .GetProperty("body").GetProperty("values").GetProperty("password").GetString();

        public Task DeleteAsync(string id) => DeleteAtAsync($"/api/v1/secrets/{id}");

        public Task PurgeAsync(string id) => DeleteAtAsync($"/api/v1/x/secrets/deleted/{id}");

        private async Task DeleteAtAsync(string path)
        {
            using var response = await client.DeleteAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await application.StopAsync(CancellationToken.None);
            await application.DisposeAsync();
            await store.DisposeAsync();
        }

        private Task<JsonElement> GetAsync(string path) => client.GetFromJsonAsync<JsonElement>(path, Token);
    }
}
