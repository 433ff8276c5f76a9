using System.Net;
using System.Text.Json;
using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;
using ZenML.TestKit.Identity;

namespace ZenML.Server.Tests.SingleSignOn;

/// <summary>A device that waits for approval, and a browser with cookies on the page for devices.</summary>
internal sealed class DeviceBrowser : IDisposable
{
    private readonly SsoWorld world;
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient http;
    private readonly string clientId = Guid.NewGuid().ToString();
    private string deviceCode = "";

    private DeviceBrowser(SsoWorld world)
    {
        this.world = world;
        http = new HttpClient(handler) { BaseAddress = world.Server.Client.BaseAddress, Timeout = Patience.Time };
    }

    public string Id { get; private set; } = "";

    public string UserCode { get; private set; } = "";

    /// <summary>The address of the server.</summary>
    public Uri Address => http.BaseAddress!;

    /// <summary>The query that begins a login for the device.</summary>
    public string Start => $"/sso/start?device_id={Id}&user_code={UserCode}";

    /// <summary>Begins the login of a device.</summary>
    public static async Task<DeviceBrowser> AskAsync(SsoWorld world)
    {
        var browser = new DeviceBrowser(world);
        using var form = new FormUrlEncodedContent([new("client_id", browser.clientId)]);
        using var answer = await world.Server.Client.PostAsync(
            new Uri("/api/v1/device_authorization", UriKind.Relative), form, AccountsFixture.Token);
        var begun = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(AccountsFixture.Token)).RootElement;
        browser.deviceCode = begun.GetProperty("device_code").GetString()!;
        browser.UserCode = begun.GetProperty("user_code").GetString()!;
        var page = begun.GetProperty("verification_uri_complete").GetString()!;
        browser.Id = page.Split("device_id=")[1].Split('&')[0];
        return browser;
    }

    /// <summary>Opens an address.</summary>
    public Task<HttpResponseMessage> OpenAsync(string address, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, address, headers);

    /// <summary>Begins a login.</summary>
    /// <returns>The address of the provider.</returns>
    public async Task<Uri> BeginAsync()
    {
        using var answer = await OpenAsync(Start, ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>Logs in at the provider.</summary>
    /// <returns>The address of the server to which the provider sends the browser.</returns>
    public async Task<Uri> LogInAsync(LoopbackPerson person, bool denies = false) =>
        await LoopbackBrowser.LogInAsync(await BeginAsync(), person, denies);

    /// <summary>Comes back from the provider.</summary>
    public Task<HttpResponseMessage> ReturnAsync(Uri callback) => OpenAsync(callback.PathAndQuery, ("Sec-Fetch-Site", "cross-site"));

    /// <summary>Comes back from the provider and is refused.</summary>
    /// <returns>The page.</returns>
    public async Task<string> RefusalAsync(Uri callback, int status = 400)
    {
        using var answer = await ReturnAsync(callback);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        using var me = await MeAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, me.StatusCode);
        return await answer.Content.ReadAsStringAsync(AccountsFixture.Token);
    }

    /// <summary>Asks, as the page does, who is logged in.</summary>
    public Task<HttpResponseMessage> MeAsync() => OpenAsync("/api/v1/current-user", ("Sec-Fetch-Site", "same-origin"));

    /// <summary>Approves the device, as the page or somebody else does.</summary>
    public async Task<int> ApproveAsync(string site)
    {
        using var body = new StringContent($$"""{"user_code": "{{UserCode}}"}""");
        using var answer = await SendAsync(HttpMethod.Put, $"/api/v1/devices/{Id}/verify", [("Sec-Fetch-Site", site)], body);
        return (int)answer.StatusCode;
    }

    /// <summary>Approves the device with a token.</summary>
    public Task<ApiAnswer> ApproveAsync(ApiClient client) =>
        client.PutAsync($"/api/v1/devices/{Id}/verify", $$"""{"user_code": "{{UserCode}}"}""");

    /// <summary>The login of the device.</summary>
    public async Task<ApiClient> FinishAsync()
    {
        using var answer = await world.Server.PostLoginAsync(
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("client_id", clientId), ("device_code", deviceCode));
        return world.Server.With(await AccountsFixture.TokenOfAsync(answer));
    }

    /// <summary>Gives the browser the cookies of another one.</summary>
    public void TakeCookies(DeviceBrowser other)
    {
        foreach (var cookie in other.handler.CookieContainer.GetAllCookies().Cast<Cookie>())
        {
            handler.CookieContainer.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, Address.Host));
        }
    }

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string address, (string Name, string Value)[] headers, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, AccountsFixture.Token);
    }
}
