using System.Text.Json;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Attacks;

/// <summary>Shortcuts that create credentials of every kind.</summary>
internal static class CredentialsWorld
{
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Creates a service account with a key.</summary>
    /// <returns>The path of its keys, and the text of the key called "k".</returns>
    public static async Task<(string Keys, string Key)> MakeKeyAsync(this ApiClient admin, string account = "ci")
    {
        var id = (await admin.CreateAsync("/api/v1/service_accounts", $$"""{"name": "{{account}}", "active": true}""")).Id;
        var keys = $"/api/v1/service_accounts/{id}/api_keys";
        return (keys, KeyOf(await admin.CreateAsync(keys, """{"name": "k"}""")));
    }

    /// <summary>The text of a key in an answer.</summary>
    public static string KeyOf(ApiAnswer answer) => answer.Json.GetProperty("body").GetProperty("key").GetString()!;

    /// <summary>A client that logged in with an API key.</summary>
    public static async Task<ApiClient> WithKeyAsync(this RunningServer server, string key) =>
        server.With(await TokenOfAsync(await server.PostLoginAsync(("grant_type", "zenml-api-key"), ("password", key))));

    /// <summary>A client with a token that was issued for a program.</summary>
    public static async Task<ApiClient> DeriveAsync(this RunningServer server, ApiClient client, int minutes = 60) =>
        server.With((await client.GetAsync($"/api/v1/api_token?expires_minutes={minutes}")).Json.GetString()!);

    /// <summary>Asks for a device to be approved.</summary>
    public static async Task<AskingDevice> AskAsync(this RunningServer server, Guid? client = null, string host = "box")
    {
        var id = client ?? Guid.NewGuid();
        var answer = await server.TryAskAsync(id, host);
        Assert.True(answer.Status == 200, answer.Text);
        var page = answer.Json.GetProperty("verification_uri_complete").GetString()!;
        var query = System.Web.HttpUtility.ParseQueryString(page.Split('?')[1]);
        return new AskingDevice(server, id, answer.Json.GetProperty("device_code").GetString()!, query["device_id"]!, query["user_code"]!);
    }

    /// <summary>Requests a device approval without checking the response.</summary>
    public static Task<ApiAnswer> TryAskAsync(
        this RunningServer server, Guid client, string host = "box", params IEnumerable<(string Name, string Value)> headers) =>
        new ApiClient(server.Client, token: null).SendAsync(
            "POST", "/api/v1/device_authorization", $"client_id={client}", "application/x-www-form-urlencoded",
            [("User-Agent", $"Host/{host} ZenML/0.58.0 Python/3.8.1 OS/Linux"), .. headers]);

    /// <summary>An approved and logged in device of a user.</summary>
    public static async Task<(ApiClient Client, string Id)> DeviceAsync(this RunningServer server, ApiClient owner)
    {
        var device = await server.AskAsync();
        Assert.Equal(200, (await device.ApproveAsync(owner)).Status);
        return (server.With(await TokenOfAsync(await device.PollAsync())), device.Id);
    }

    /// <summary>A pending device.</summary>
    internal sealed record AskingDevice(RunningServer Server, Guid Client, string DeviceCode, string Id, string UserCode)
    {
        public Task<ApiAnswer> ApproveAsync(ApiClient owner, string? code = null) =>
            owner.PutAsync($"/api/v1/devices/{Id}/verify", $$"""{"user_code": {{JsonEncodedText.Encode(code ?? UserCode).Quoted()}}}""");

        public Task<HttpResponseMessage> PollAsync() => Server.PostLoginAsync(
            ("grant_type", DeviceGrant), ("client_id", Client.ToString()), ("device_code", DeviceCode));
    }
}
