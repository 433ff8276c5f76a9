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
    public async Task The_tenth_failed_login_of_a_minute_is_too_many_and_ends_with_the_minute()
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
    public async Task A_success_resets_the_count_and_other_accounts_are_not_concerned()
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
    public async Task A_cookie_alone_reads_but_changes_something_only_from_a_page_of_the_server()
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
        Assert.NotEqual(403, await SendAsync(HttpMethod.Put, "/api/v1/settings", ("Authorization", new AuthenticationHeaderValue("Bearer", bearer).ToString())));
    }

    [Fact]
    public async Task A_login_that_another_site_makes_a_browser_send_is_refused_and_leaves_no_cookie()
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
    public async Task What_this_server_did_not_write_is_no_token(string token)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.With(token).GetAsync("/api/v1/current-user");

        Assert.Equal(401, answer.Status);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_token_whose_signature_was_changed_is_no_token()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.LoginAsync("default", "default-pw", Token);
        var middle = token.LastIndexOf('.') + 10;
        var changed = token[..middle] + (token[middle] == 'A' ? 'B' : 'A') + token[(middle + 1)..];

        Assert.Equal(200, await server.With(token).StatusAsync());
        Assert.Equal(401, await server.With(changed).StatusAsync());
    }

    [Fact]
    public async Task Where_it_is_allowed_a_user_without_a_password_logs_in_with_an_empty_one_and_only_with_that()
    {
        await using var server = await RunningServer.StartAsync(null, NoPassword, EmptyAllowed);

        Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "default"), ("password", "guess"))).StatusCode);
        Assert.Equal(200, (int)(await server.PostLoginAsync(("username", "default"), ("password", ""))).StatusCode);
        Assert.Contains(server.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("with an empty password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_warned_of_an_empty_password_when_the_account_has_one_from_before()
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
    public async Task The_warning_names_every_account_that_an_empty_password_lets_in_and_no_other()
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
    public async Task With_a_password_an_empty_one_is_wrong()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Equal(401, (int)(await server.PostLoginAsync(("username", "default"), ("password", ""))).StatusCode);
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("with an empty password", StringComparison.Ordinal));
    }
}
