using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ZenML.TestKit.Servers;

/// <summary>A device that logged in to a test server after its owner approved it on the approval page.</summary>
public static class ApprovedDevice
{
    /// <summary>Approves a device.</summary>
    /// <returns>Its token.</returns>
    public static async Task<string> LogInAsync(
        string address, string user, string password, string host, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"Host/{host} ZenML/0.58.0 OS/Linux");
        var id = Guid.NewGuid().ToString("D");
        var begun = await PostAsync(client, "device_authorization", cancellationToken, ("client_id", id));
        var session = await PostAsync(
            client, "login", cancellationToken, ("grant_type", "password"), ("username", user), ("password", password));
        var query = System.Web.HttpUtility.ParseQueryString(begun["verification_uri_complete"]!.GetValue<string>().Split('?')[1]);
        using var approval = new HttpRequestMessage(HttpMethod.Put, $"api/v1/devices/{query["device_id"]}/verify")
        {
            Content = JsonContent.Create(new JsonObject { ["user_code"] = query["user_code"], ["trusted_device"] = false }),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", session["access_token"]!.GetValue<string>()) },
        };
        using var approved = await client.SendAsync(approval, cancellationToken);
        for (var attempt = 0; ; attempt++)
        {
            var login = await PostAsync(
                client, "login", cancellationToken,
                ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", id),
                ("device_code", begun["device_code"]!.GetValue<string>()));
            if (login["access_token"] is { } token)
            {
                return token.GetValue<string>();
            }

            if (attempt == 3)
            {
                throw new InvalidOperationException($"The device was not let in: {login["error"]}");
            }
        }
    }

    private static async Task<JsonObject> PostAsync(
        HttpClient client, string path, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await client.PostAsync(new Uri($"api/v1/{path}", UriKind.Relative), form, cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
    }
}
