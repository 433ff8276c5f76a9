using System.Text.Json;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Authentication;

/// <summary>Shortcuts for tests of accounts.</summary>
internal static class AccountsFixture
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<ApiClient> AdminAsync(this RunningServer server) => ApiClient.LoginAsync(server, "default", "default-pw");

    /// <summary>Creates a person and logs in.</summary>
    public static async Task<ApiClient> PersonAsync(this RunningServer server, ApiClient admin, string name)
    {
        await admin.CreateAsync("/api/v1/users", $$"""{"name": "{{name}}", "password": "{{name}}-password", "is_admin": false}""");
        return await ApiClient.LoginAsync(server, name, $"{name}-password");
    }

    /// <summary>Sends a login form as it is.</summary>
    public static async Task<HttpResponseMessage> PostLoginAsync(this RunningServer server, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await server.Client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, Token);
    }

    /// <summary>The token of an answer to a login.</summary>
    public static async Task<string> TokenOfAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>A client with a token.</summary>
    public static ApiClient With(this RunningServer server, string token) => new(server.Client, token);

    /// <summary>The status with which the server answers a client's token.</summary>
    public static async Task<int> StatusAsync(this ApiClient client) => (await client.GetAsync("/api/v1/current-user")).Status;
}
