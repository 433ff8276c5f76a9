using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ZenML.EndToEnd.Tests.Server;

/// <summary>The device approval page of the server, used as its script uses it.</summary>
internal static class DevicePage
{
    /// <summary>Opens the page, logs in and confirms the code that the address has.</summary>
    public static async Task ConfirmAsync(Uri page, string user, string password)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new HttpClient { BaseAddress = new Uri(page.GetLeftPart(UriPartial.Authority)) };
        Assert.Contains("verify.js", await client.GetStringAsync(page, token), StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("grant_type", "password"), new("username", user), new("password", password)]);
        using var login = await client.PostAsync(new Uri("/api/v1/login", UriKind.Relative), form, token);
        var access = (await login.Content.ReadFromJsonAsync<JsonObject>(token))!["access_token"]!.GetValue<string>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access);
        var query = page.Query.TrimStart('?').Split('&').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        using var body = JsonContent.Create(new JsonObject { ["user_code"] = query["user_code"], ["trusted_device"] = false });
        using var verified = await client.PutAsync(new Uri($"/api/v1/devices/{query["device_id"]}/verify", UriKind.Relative), body, token);
        Assert.True(verified.IsSuccessStatusCode, await verified.Content.ReadAsStringAsync(token));
    }
}
