using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using ZenML.Server.Configuration;
using ZenML.Server.SingleSignOn;
using ZenML.Server.Tests.Authentication;
using static ZenML.Server.Tests.SingleSignOn.SsoWorld;

namespace ZenML.Server.Tests.SingleSignOn;

/// <summary>The login at the identity provider on the page that approves devices.</summary>
public sealed class DevicePageTests
{
    private static readonly (string, string) Creates = (SingleSignOnSettings.Accounts, "create");

    [Fact]
    public async Task A_person_approves_a_device_after_a_login_at_the_provider_and_scripts_see_no_token()
    {
        await using var world = await StartAsync(Creates);
        using var device = await DeviceBrowser.AskAsync(world);

        var provider = await device.BeginAsync();
        var asked = HttpUtility.ParseQueryString(provider.Query);
        Assert.Equal($"{device.Address}sso/callback", asked["redirect_uri"]);
        Assert.Equal(("code", "zenml", "openid profile email", "S256"),
            (asked["response_type"], asked["client_id"], asked["scope"], asked["code_challenge_method"]));
        using var back = await device.ReturnAsync(await device.LogInAsync(Ada));

        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        Assert.Equal(
            $"../devices/verify?device_id={device.Id}&user_code={device.UserCode}&sso=1", back.Headers.Location!.OriginalString);
        var session = Assert.Single(
            back.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("zenml-server-", StringComparison.Ordinal));
        Assert.Contains("; max-age=600; path=/; samesite=lax; httponly", session, StringComparison.OrdinalIgnoreCase);
        using var me = await device.MeAsync();
        Assert.Equal("ada", JsonNode.Parse(await me.Content.ReadAsStringAsync(AccountsFixture.Token))!["name"]!.GetValue<string>());
        Assert.Equal(403, await device.ApproveAsync("cross-site"));
        Assert.Equal(403, await device.ApproveAsync("same-site"));
        Assert.Equal(200, await device.ApproveAsync("same-origin"));
        Assert.Equal(200, await (await device.FinishAsync()).StatusAsync());
        using var logout = await device.OpenAsync("/api/v1/logout", ("Sec-Fetch-Site", "same-origin"));
        using var after = await device.MeAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task The_session_of_the_page_ends_after_ten_minutes()
    {
        await using var world = await StartAsync(Creates);
        using var device = await DeviceBrowser.AskAsync(world);
        using var back = await device.ReturnAsync(await device.LogInAsync(Ada));
        using var before = await device.MeAsync();
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        world.Clock.MoveTo(world.Clock.GetUtcNow().AddMinutes(11));

        using var after = await device.MeAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("client_secret_post")]
    public async Task The_secret_of_the_client_is_shown_to_the_provider_as_it_wants_to_see_it(string? method)
    {
        await using var world = await StartAsync(Creates, (SingleSignOnSettings.ClientSecret, "a secret: &="));
        world.Provider.ClientSecret = "a secret: &=";
        world.Provider.ChangeDiscovery = document =>
        {
            if (method is not null)
            {
                document["token_endpoint_auth_methods_supported"] = new JsonArray(method);
            }
        };
        using var device = await DeviceBrowser.AskAsync(world);
        world.Provider.WebRedirects.Add($"{device.Address}sso/callback");

        using var back = await device.ReturnAsync(await device.LogInAsync(Ada));
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);

        world.Provider.ClientSecret = "changed";
        using var later = await DeviceBrowser.AskAsync(world);
        Assert.Contains(
            "refused the code: invalid_client", await later.RefusalAsync(await later.LogInAsync(Ada)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_this_browser_did_not_begin_is_refused_as_is_one_that_was_finished()
    {
        await using var world = await StartAsync(Creates);
        using var attacker = await DeviceBrowser.AskAsync(world);
        using var victim = await DeviceBrowser.AskAsync(world);
        var planted = await attacker.LogInAsync(Ada);

        Assert.Contains("not begun in this browser", await victim.RefusalAsync(planted), StringComparison.Ordinal);
        await victim.BeginAsync();
        Assert.Contains("answer to another login", await victim.RefusalAsync(planted), StringComparison.Ordinal);
        using var first = await attacker.ReturnAsync(planted);
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        using var again = await attacker.ReturnAsync(planted);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task A_code_of_another_login_does_not_fit_the_secret_of_this_one()
    {
        await using var world = await StartAsync(Creates);
        using var attacker = await DeviceBrowser.AskAsync(world);
        using var victim = await DeviceBrowser.AskAsync(world);
        var foreign = HttpUtility.ParseQueryString((await attacker.LogInAsync(Ada)).Query)["code"];
        var own = await victim.LogInAsync(Ada);
        var injected = new Uri(own.AbsoluteUri.Replace(
            HttpUtility.ParseQueryString(own.Query)["code"]!, foreign, StringComparison.Ordinal));

        Assert.Contains("refused the code: invalid_grant", await victim.RefusalAsync(injected), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iss", "https://evil.example", "another identity provider")]
    [InlineData("iss", null, "another identity provider")]
    [InlineData("state", "forged", "another login")]
    [InlineData("state", null, "another login")]
    [InlineData("code", null, "sent no code")]
    [InlineData("code", "forged", "refused the code: invalid_grant")]
    [InlineData("error", "<script>alert(1)</script>", "refused the login")]
    [InlineData("error", "access_denied", "canceled")]
    public async Task An_answer_that_is_not_the_one_of_this_login_is_refused(string parameter, string? value, string reason)
    {
        await using var world = await StartAsync(Creates);
        using var device = await DeviceBrowser.AskAsync(world);
        world.Provider.ChangeRedirect = address => Change(address, parameter, value);

        var page = await device.RefusalAsync(await device.LogInAsync(Ada));

        Assert.Contains(reason, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(["default"], (await world.Admin.GetAsync("/api/v1/users")).Names);
    }

    [Fact]
    public async Task A_parameter_that_is_given_twice_counts_as_none()
    {
        await using var world = await StartAsync(Creates);
        using var device = await DeviceBrowser.AskAsync(world);
        world.Provider.ChangeRedirect = address => new Uri($"{address}&code=second");

        Assert.Contains("sent no code", await device.RefusalAsync(await device.LogInAsync(Ada)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_name_itself_is_accepted_if_it_never_said_that_it_would()
    {
        await using var world = await StartAsync(Creates);
        world.Provider.NamesItself = false;
        using var device = await DeviceBrowser.AskAsync(world);

        using var back = await device.ReturnAsync(await device.LogInAsync(Ada));

        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_login_is_refused_although_its_nonce_is_one_of_the_server()
    {
        await using var world = await StartAsync(Creates);
        using var device = await DeviceBrowser.AskAsync(world);
        var other = await world.NonceAsync();
        world.Provider.ChangeClaims = claims => claims["nonce"] = other;

        Assert.Contains("from another login", await device.RefusalAsync(await device.LogInAsync(Ada), 403), StringComparison.Ordinal);
        world.Provider.ChangeClaims = claims => claims.Remove("nonce");
        using var second = await DeviceBrowser.AskAsync(world);
        Assert.Contains("from another login", await second.RefusalAsync(await second.LogInAsync(Ada), 403), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_without_an_account_sees_why()
    {
        await using var world = await StartAsync();
        using var device = await DeviceBrowser.AskAsync(world);

        Assert.Contains(
            "zenml user update NAME --sso-subject 00u-ada", await device.RefusalAsync(await device.LogInAsync(Ada), 403),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("same-origin", 303)]
    [InlineData("none", 303)]
    public async Task Only_a_page_of_the_server_can_begin_a_login(string site, int status)
    {
        await using var world = await StartAsync();
        using var device = await DeviceBrowser.AskAsync(world);

        using var answer = await device.OpenAsync(device.Start, ("Sec-Fetch-Site", site));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/sso/start")]
    [InlineData("/sso/start?device_id=x&user_code=a")]
    [InlineData("/sso/start?device_id=5a4c7b7e-0c5e-4a43-9a0b-6b8f5a1f8f11&user_code=a%26b")]
    [InlineData("/sso/start?device_id=5a4c7b7e-0c5e-4a43-9a0b-6b8f5a1f8f11&user_code=//evil.example")]
    [InlineData("/sso/start?device_id=5a4c7b7e-0c5e-4a43-9a0b-6b8f5a1f8f11&user_code=a&user_code=b")]
    public async Task An_address_that_no_terminal_shows_begins_no_login(string address)
    {
        await using var world = await StartAsync();
        using var device = await DeviceBrowser.AskAsync(world);

        using var answer = await device.OpenAsync(address);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_cookie_that_the_server_did_not_sign_begins_no_login()
    {
        await using var world = await StartAsync(Creates);
        await using var other = await StartAsync(Creates);
        using var device = await DeviceBrowser.AskAsync(world);
        using var elsewhere = await DeviceBrowser.AskAsync(other);
        var callback = await elsewhere.LogInAsync(Ada);
        device.TakeCookies(elsewhere);

        Assert.Contains("not begun in this browser", await device.RefusalAsync(callback), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_with_a_prefix_the_addresses_and_cookies_have_it()
    {
        await using var world = await StartAsync(Creates, (SettingNames.TrustedProxies, "127.0.0.1,::1"));
        using var device = await DeviceBrowser.AskAsync(world);

        using var answer = await device.OpenAsync(
            device.Start, ("X-Forwarded-Prefix", "/zenml"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.1"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(
            $"https://{device.Address.Authority}/zenml/sso/callback",
            HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["redirect_uri"]);
        Assert.Contains(
            "path=/zenml/sso; secure; samesite=lax; httponly", answer.Headers.GetValues("Set-Cookie").Single(),
            StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("redirect")]
    [InlineData("huge")]
    [InlineData("no token")]
    [InlineData("no JSON")]
    [InlineData("error in HTML")]
    [InlineData("no answer")]
    public async Task A_token_endpoint_that_misbehaves_is_reported_in_a_sentence(string mistake)
    {
        await using var world = await StartAsync(Creates);
        using var device = await DeviceBrowser.AskAsync(world);
        var callback = await device.LogInAsync(Ada);
        world.Provider.Takeover = async http =>
        {
            if (mistake == "no answer")
            {
                http.Abort();
                return true;
            }

            http.Response.StatusCode = mistake == "redirect" ? 302 : mistake == "error in HTML" ? 400 : 200;
            http.Response.Headers.Location = mistake == "redirect" ? "http://127.0.0.1:1/" : default;
            await http.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(mistake switch
            {
                "huge" => new string(' ', 300 * 1024),
                "no token" => """{"access_token": "x"}""",
                "error in HTML" => """{"error": "<script>alert(1)</script>"}""",
                _ => "<html>",
            }));
            return true;
        };

        var page = await device.RefusalAsync(callback);

        Assert.Contains("<p>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("script", page, StringComparison.Ordinal);
    }

    private static Uri Change(Uri address, string parameter, string? value)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        if (value is null)
        {
            query.Remove(parameter);
        }
        else
        {
            query[parameter] = value;
        }

        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }
}
