using ZenML.Server.Tests.Authentication;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Attacks;

/// <summary>Requests with the cookie of a logged in user, sent by a page of another site.</summary>
public sealed class L8CookiesTests(AttackedServer attacked) : IClassFixture<AttackedServer>
{
    public static TheoryData<string, string> ForeignPages { get; } = new()
    {
        { "Sec-Fetch-Site", "cross-site" },
        { "Sec-Fetch-Site", "same-site" },
        { "Sec-Fetch-Site", "anything" },
        { "Origin", "http://evil.example" },
        { "Origin", "https://127.0.0.1" },
        { "Origin", "null" },
        { "Origin", "not an address" },
        { "Referer", "http://evil.example/page" },
    };

    public static TheoryData<string> JunkHeaders { get; } =
    [
        "Bearer junk", "Bearer a.b.c", "bearer junk", "Bearer", "Bearer ", "Basic ZGVmYXVsdDpwdw==", "junk", "Bearer junk, Bearer junk",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
    ];

    [Theory]
    [MemberData(nameof(JunkHeaders))]
    public async Task L8_an_Authorization_header_without_a_valid_token_does_not_let_another_site_use_the_cookie(string header)
    {
        var cookie = await CookieAsync();
        foreach (var (name, value) in ((string, string)[])
            [("X-None", "x"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "http://evil.example")])
        {
            var workspace = attacked.NewName();

            Assert.Equal(403, (await CreateAsync(workspace, ("Cookie", cookie), ("Authorization", header), (name, value))).Status);

            Assert.Equal(404, (await attacked.Administrator.GetAsync($"/api/v1/workspaces/{workspace}")).Status);
        }
    }

    [Theory]
    [MemberData(nameof(ForeignPages))]
    public async Task L8_a_page_of_another_site_cannot_change_anything_with_a_cookie_or_a_token_or_both(string header, string value)
    {
        var workspace = attacked.NewName();
        var (cookie, token) = (("Cookie", await CookieAsync()), ("Authorization", $"Bearer {attacked.Token}"));

        Assert.Equal(403, (await CreateAsync(workspace, cookie, (header, value))).Status);
        Assert.Equal(403, (await CreateAsync(workspace, token, (header, value))).Status);
        Assert.Equal(403, (await CreateAsync(workspace, cookie, token, (header, value))).Status);

        Assert.Equal(404, (await attacked.Administrator.GetAsync($"/api/v1/workspaces/{workspace}")).Status);
    }

    [Theory]
    [MemberData(nameof(ForeignPages))]
    public async Task L8_a_page_of_another_site_can_neither_log_in_nor_log_out_and_gets_no_token(string header, string value)
    {
        var cookie = ("Cookie", await CookieAsync());

        foreach (var answer in (ApiAnswer[])
        [
            await SendAsync("GET", "/api/v1/logout", "", cookie, (header, value)),
            await SendAsync("GET", "/api/v1/logout", "", (header, value)),
            await SendAsync("GET", "/api/v1/api_token?expires_minutes=5", "", cookie, (header, value)),
            await SendAsync("POST", "/api/v1/login", "username=default&password=default-pw", (header, value)),
            await SendAsync("POST", "/api/v1/device_authorization", $"client_id={Guid.NewGuid()}", (header, value)),
        ])
        {
            Assert.Equal(403, answer.Status);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task A_page_of_the_server_and_a_program_and_a_typed_address_can_log_in_and_log_out()
    {
        var own = ("Origin", $"http://{attacked.Address.Authority}");
        foreach (var header in ((string, string)[])[own, ("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "none"), ("X-None", "x")])
        {
            Assert.Equal(200, (await SendAsync("POST", "/api/v1/login", "username=default&password=default-pw", header)).Status);
            var logout = await SendAsync("GET", "/api/v1/logout", "", header);
            Assert.Equal((200, "null"), (logout.Status, logout.Text));
            Assert.True(logout.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task A_cookie_takes_precedence_over_a_token_in_the_header_where_cookies_are_allowed()
    {
        var other = await OtherAsync();
        var both = (("Cookie", await CookieAsync()), ("Authorization", other));

        var read = await SendAsync("GET", "/api/v1/current-user", "", both.Item1, both.Item2);
        var changed = await SendAsync("PUT", "/api/v1/current-user", "{}", both.Item1, both.Item2, ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(("default", "default"), (NameOf(read), NameOf(changed)));
    }

    [Fact]
    public async Task L8_a_change_that_does_not_come_from_a_page_uses_the_token_of_its_header_and_not_the_cookie()
    {
        var other = await OtherAsync();

        // Only an administrator may change another account.
        var cookie = await CookieAsync();
        var refused = await SendAsync(
            "PUT", "/api/v1/users/default", """{"full_name":"x"}""", ("Cookie", cookie), ("Authorization", other));
        var changed = await SendAsync("PUT", "/api/v1/current-user", "{}", ("Cookie", cookie), ("Authorization", other));

        Assert.Equal(403, refused.Status);
        Assert.DoesNotContain("another site", refused.Text, StringComparison.Ordinal);
        Assert.StartsWith("name-", NameOf(changed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_whose_cookie_and_token_have_both_expired_is_asked_to_log_in_again()
    {
        var ended = $"{(await CookieAsync()).Split('=')[0]}=ended";

        var answer = await CreateAsync(attacked.NewName(), ("Cookie", ended), ("Authorization", "Bearer ended"));

        Assert.Equal(401, answer.Status);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    private Task<ApiAnswer> CreateAsync(string workspace, params (string Name, string Value)[] headers) =>
        SendAsync("POST", "/api/v1/workspaces", $$"""{"name":"{{workspace}}"}""", headers);

    private Task<ApiAnswer> SendAsync(string method, string path, string body, params (string Name, string Value)[] headers)
    {
        var type = body.Contains('=', StringComparison.Ordinal) ? "application/x-www-form-urlencoded" : null;
        return new ApiClient(attacked.Server.Client, token: null).SendAsync(method, path, method == "GET" ? null : body, type, headers);
    }

    private static string? NameOf(ApiAnswer answer) => answer.Status == 200 ? answer.Json.GetProperty("name").GetString() : answer.Text;

    private async Task<string> CookieAsync()
    {
        using var login = await attacked.Server.PostLoginAsync(("username", "default"), ("password", "default-pw"));
        return login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>The header of an account that is no administrator.</summary>
    private async Task<string> OtherAsync()
    {
        var name = attacked.NewName();
        await attacked.Administrator.CreateAsync(
            "/api/v1/users", $$"""{"name":"{{name}}","password":"a long password","is_admin":false}""");
        return $"Bearer {await attacked.Server.LoginAsync(name, "a long password", TestContext.Current.CancellationToken)}";
    }
}
