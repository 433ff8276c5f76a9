using ZenML.Server.Tests.Attacks;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.ServiceAccounts;

public sealed class FirstApiKeyTests
{
    private const string WithKey = """{"name":"ci","active":true,"first_api_key":{"name":"default"}}""";

    [Fact]
    public async Task A_user_who_is_no_administrator_gets_a_service_account_with_its_first_key_in_one_request()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        await administrator.CreateAsync("/api/v1/users", """{"name":"ada","password":"long enough","is_admin":false}""");
        var ada = await ApiClient.LoginAsync(server, "ada", "long enough");

        var created = await ada.CreateAsync("/api/v1/service_accounts", WithKey);
        var key = created.Json.GetProperty("resources").GetProperty("api_key").GetProperty("body").GetProperty("key").GetString()!;
        var second = await ada.PostAsync($"/api/v1/service_accounts/{created.Id}/api_keys", """{"name":"second"}""");
        var account = new ApiClient(server.Client, await LoginWithKeyAsync(server, key));

        Assert.Equal(403, second.Status);
        Assert.Equal("ci", (await account.GetAsync("/api/v1/current-user")).Json.GetProperty("name").GetString());
        var fromKey = await account.PostAsync(
            "/api/v1/service_accounts", WithKey.Replace("\"ci\"", "\"other\"", StringComparison.Ordinal));
        Assert.Equal(403, fromKey.Status);
        Assert.Equal(["ci"], (await administrator.GetAsync("/api/v1/service_accounts")).Names);
    }

    [Fact]
    public async Task A_service_account_is_not_created_if_its_key_has_no_name()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");

        foreach (var key in (string[])["{}", "5", """{"name":""}"""])
        {
            var body = WithKey.Replace("""{"name":"default"}""", key, StringComparison.Ordinal);
            Assert.InRange((await administrator.PostAsync("/api/v1/service_accounts", body)).Status, 400, 422);
        }

        Assert.Empty((await administrator.GetAsync("/api/v1/service_accounts")).Names);
    }

    [Fact]
    public async Task A_first_key_needs_a_password_session_unless_an_administrator_creates_it()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");
        await administrator.CreateAsync("/api/v1/users", """{"name":"ada","password":"long enough","is_admin":false}""");
        var ada = await ApiClient.LoginAsync(server, "ada", "long enough");
        var device = (await server.DeviceAsync(ada)).Client;
        var administratorsDevice = (await server.DeviceAsync(administrator)).Client;

        Assert.Equal(403, (await device.PostAsync("/api/v1/service_accounts", WithKey)).Status);
        Assert.Empty((await administrator.GetAsync("/api/v1/service_accounts")).Names);
        Assert.Equal(200, (await administratorsDevice.PostAsync("/api/v1/service_accounts", WithKey)).Status);
    }

    [Fact]
    public async Task An_inactive_service_account_cannot_be_created_with_a_key()
    {
        await using var server = await RunningServer.StartAsync();
        var administrator = await ApiClient.LoginAsync(server, "default", "default-pw");

        var answer = await administrator.PostAsync(
            "/api/v1/service_accounts", WithKey.Replace("true", "false", StringComparison.Ordinal));

        Assert.Equal(422, answer.Status);
        Assert.Empty((await administrator.GetAsync("/api/v1/service_accounts")).Names);
    }

    private static async Task<string> LoginWithKeyAsync(RunningServer server, string key)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "zenml-api-key"), new("password", key)]);
        using var response = await server.Client.PostAsync(
            new Uri("/api/v1/login", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }
}
