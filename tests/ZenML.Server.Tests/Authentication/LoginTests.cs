using System.Net.Http.Headers;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;
using static ZenML.Server.Tests.Authentication.AccountsFixture;

namespace ZenML.Server.Tests.Authentication;

public sealed class LoginTests
{
    private static readonly (string, string) NoPassword = ("ZENML_DEFAULT_USER_PASSWORD", "");
    private static readonly (string, string) EmptyAllowed = ("ZENML_SERVER_ALLOW_EMPTY_PASSWORD", "true");

    [Fact]
    public async Task The_tenth_failed_login_within_a_minute_is_rejected_until_the_minute_is_over()
    {
        var clock = new SettableClock();
        await using var server = await RunningServer.StartAsync(clock);
        for (var attempt = 1; attempt <= 9; attempt++)
        {
            Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "default"), ("password", "wrong"))).StatusCode);
        }

        var tenth = await server.PostLoginAsync(("username", "default"), ("password", "wrong"));
        var right = await server.PostLoginAsync(("username", "default"), ("password", "default-pw"));
        Assert.Equal(429, (int)tenth.StatusCode);
        Assert.InRange(tenth.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(429, (int)right.StatusCode);
        clock.MoveTo(clock.GetUtcNow().AddSeconds(61));

        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", "default-pw"))).StatusCode);
    }

    [Fact]
    public async Task A_successful_login_resets_the_count_and_does_not_affect_other_accounts()
    {
        await using var server = await RunningServer.StartAsync(new SettableClock());
        var admin = await server.AdminAsync();
        await server.PersonAsync(admin, "bob");
        for (var attempt = 1; attempt <= 15; attempt++)
        {
            Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "default"), ("password", "wrong"))).StatusCode);
            if (attempt % 5 == 0)
            {
                Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", "default-pw"))).StatusCode);
            }
        }

        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await server.PostLoginAsync(("username", "bob"), ("password", "wrong"));
        }

        Assert.Equal(429, (int)(await server.PostLoginAsync(("username", "bob"), ("password", "bob-password"))).StatusCode);
        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", "default-pw"))).StatusCode);
    }

    [Fact]
    public async Task A_cookie_alone_can_read_but_can_change_something_only_from_a_page_of_the_server()
    {
        await using var server = await RunningServer.StartAsync();
        var login = await server.PostLoginAsync(("username", "default"), ("password", "default-pw"));
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var token = cookie[..cookie.IndexOf(';', StringComparison.Ordinal)];

        async Task<int> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add("Cookie", token);
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            return (int)(await server.Client.SendAsync(request, Token)).StatusCode;
        }

        var bearer = token[(token.IndexOf('=', StringComparison.Ordinal) + 1)..];
        Assert.Equal(200, await SendAsync(HttpMethod.Get, "/api/v1/current-user", ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(403, await SendAsync(HttpMethod.Put, "/api/v1/settings"));
        Assert.Equal(403, await SendAsync(HttpMethod.Put, "/api/v1/settings", ("Sec-Fetch-Site", "same-site")));
        Assert.Equal(403, await SendAsync(HttpMethod.Put, "/api/v1/settings", ("Origin", "http://evil.example")));
        Assert.NotEqual(403, await SendAsync(HttpMethod.Put, "/api/v1/settings", ("Sec-Fetch-Site", "same-origin")));
        Assert.NotEqual(
            403,
            await SendAsync(
                HttpMethod.Put,
                "/api/v1/settings",
                ("Authorization", new AuthenticationHeaderValue("Bearer", bearer).ToString())));
    }

    [Fact]
    public async Task A_login_that_another_site_makes_a_browser_send_is_rejected_and_sets_no_cookie()
    {
        await using var server = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/login")
        {
            Content = new FormUrlEncodedContent([new("username", "default"), new("password", "default-pw")]),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };

        using var answer = await server.Client.SendAsync(request, Token);

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("xxx")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")]
    [InlineData("a.b.c")]
    public async Task A_token_that_this_server_did_not_issue_is_rejected(string token)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.With(token).GetAsync("/api/v1/current-user");

        Assert.Equal(401, answer.Status);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_token_with_a_modified_signature_is_rejected()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.LoginAsync("default", "default-pw", Token);
        var middle = token.LastIndexOf('.') + 10;
        var changed = token[..middle] + (token[middle] == 'A' ? 'B' : 'A') + token[(middle + 1)..];

        Assert.Equal(200, await server.With(token).StatusAsync());
        Assert.Equal(401, await server.With(changed).StatusAsync());
    }

    [Fact]
    public async Task A_user_without_a_password_can_log_in_with_an_empty_password_only_where_the_settings_allow_it()
    {
        await using var server = await RunningServer.StartAsync(null, NoPassword, EmptyAllowed);

        Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "default"), ("password", "guess"))).StatusCode);
        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", ""))).StatusCode);
        Assert.Contains(
            server.Log.Lines,
            line => line.StartsWith("Warning", StringComparison.Ordinal)
                && line.Contains("with an empty password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_warning_about_empty_passwords_is_logged_when_the_account_already_has_a_password()
    {
        using var folder = new TemporaryFolder();
        var store = ("ZENML_STORE_URL", $"sqlite:///{folder.File("shared.db")}");
        await using (await RunningServer.StartAsync(null, store))
        {
        }

        await using var server = await RunningServer.StartAsync(null, store, NoPassword, EmptyAllowed);

        Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "default"), ("password", ""))).StatusCode);
        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", "default-pw"))).StatusCode);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("with an empty password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_warning_names_exactly_the_accounts_that_an_empty_password_lets_in()
    {
        using var folder = new TemporaryFolder();
        var store = ("ZENML_STORE_URL", $"sqlite:///{folder.File("shared.db")}");
        await using (await RunningServer.StartAsync(null, store, ("ZENML_DEFAULT_USER_NAME", "ada")))
        {
        }

        await using var server = await RunningServer.StartAsync(
            null, store, ("ZENML_DEFAULT_USER_NAME", "ada"), NoPassword, EmptyAllowed);

        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", ""))).StatusCode);
        Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "ada"), ("password", ""))).StatusCode);
        var warning = Assert.Single(server.Log.Lines, line => line.Contains("with an empty password", StringComparison.Ordinal));
        Assert.Contains("default", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_password_is_wrong_for_an_account_that_has_a_password()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "default"), ("password", ""))).StatusCode);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("with an empty password", StringComparison.Ordinal));
    }
}
