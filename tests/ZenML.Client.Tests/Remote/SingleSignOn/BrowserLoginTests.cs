using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Identity;
using ZenML.TestKit.Servers;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote.SingleSignOn;

/// <summary>Logins of people at an identity provider, in a browser of this machine.</summary>
public sealed class BrowserLoginTests : SingleSignOnTest
{
    [Fact]
    public async Task A_person_logs_in_in_the_browser_and_only_the_session_of_the_server_is_stored()
    {
        var (login, shown) = By(Ada);

        await ConnectAsync(login);

        var (status, text) = await shown;
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("You can close this window.", text, StringComparison.Ordinal);
        var page = Assert.Single(Pages);
        Assert.Equal((ProviderName, true, null), (page.Provider, page.IsOpen, page.UserCode));
        Assert.StartsWith($"{Provider.Address}{LoopbackProvider.AuthorizePath}?", page.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain(Assert.Single(Provider.Issued), Stored, StringComparison.Ordinal);
        await using var client = ZenClient.Open(Options);
        Assert.Equal("ada", (await client.Users.GetCurrentAsync(Token)).Name);
        Assert.Equal($"single sign-on with {ProviderName}", client.DescribeLogin());
        Assert.Equal("00u1", (await client.Users.FindIdentityAsync("ada", Token))?.Subject);
    }

    [Fact]
    public async Task The_suggested_command_for_an_expired_login_is_the_same_login_again()
    {
        await ConnectAsync(By(Ada).Login);
        await using var admin = await AdministratorAsync();
        await admin.Users.UpdateAsync("ada", new() { IsActive = false }, cancellationToken: Token);
        await admin.Users.UpdateAsync("ada", new() { IsActive = true }, cancellationToken: Token);
        await using var client = ZenClient.Open(Options);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.EndsWith($"zenml connect --url {Server.Address} --sso", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_with_another_state_is_ignored_and_its_code_goes_nowhere()
    {
        Provider.ChangeRedirect = address => new Uri(address.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal));
        using var stop = new CancellationTokenSource();
        var (login, shown) = By(Ada);

        var connecting = ConnectAsync(login, stop.Token);
        var (status, text) = await shown;

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("belongs to another login", text, StringComparison.Ordinal);
        await Patience.UntilAsync(
            () => Task.FromResult(Warnings.Any(warning => warning.Contains("does not belong to this login", StringComparison.Ordinal))),
            "the warning",
            Token);
        Assert.False(connecting.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        AssertNoCodeWasSent();
        Assert.False(IsStored);
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData(null)]
    public async Task A_response_that_is_not_from_the_provider_stops_the_login_before_its_code_is_sent(string? issuer)
    {
        Provider.ChangeRedirect = address => WithIssuer(address, issuer);
        var (login, shown) = By(Ada);

        Assert.Contains($"not from the identity provider {ProviderName}", await FailsAsync(login), StringComparison.Ordinal);

        Assert.Contains("The terminal says why.", (await shown).Text, StringComparison.Ordinal);
        AssertNoCodeWasSent();
    }

    [Fact]
    public async Task A_provider_that_never_names_itself_is_accepted()
    {
        Provider.NamesItself = false;

        await ConnectAsync(By(Ada).Login);

        Assert.True(IsStored);
    }

    [Fact]
    public async Task A_person_who_cancels_at_the_provider_gets_its_reason()
    {
        var message = await FailsAsync(By(Ada, denies: true).Login);

        Assert.Equal(
            $"The identity provider {ProviderName} rejected the login (access_denied: The person cancelled.).", message);
        AssertNoCodeWasSent();
    }

    [Fact]
    public async Task A_token_of_another_login_is_rejected_by_the_server_with_a_reason()
    {
        Provider.ChangeClaims = claims => claims["nonce"] = "of-another-login";

        Assert.Contains("This login was already finished", await FailsAsync(By(Ada).Login), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_works_once_even_while_the_login_is_being_finished()
    {
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        Provider.Takeover = async context =>
        {
            if (context.Request.Path == LoopbackProvider.TokenPath)
            {
                arrived.SetResult();
                await go.Task;
            }

            return false;
        };
        Task<(HttpStatusCode, string)>? first = null;
        Uri? response = null;
        var connecting = ConnectAsync(In(page => _ = Task.Run(async () =>
        {
            response = await LoopbackBrowser.LogInAsync(page, Ada);
            first = GetAsync(response);
        })));
        await arrived.Task;

        var (status, _) = await GetAsync(response!);
        go.SetResult();
        await connecting;

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(HttpStatusCode.OK, (await first!).Item1);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(response!));
    }

    [Fact]
    public async Task Requests_of_others_on_this_machine_get_errors_and_the_login_goes_on()
    {
        var statuses = new List<string>();
        var (login, _) = By(Ada);
        var original = login.OpenBrowser!;
        await ConnectAsync(login with
        {
            OpenBrowser = page =>
            {
                var redirect = new Uri(System.Web.HttpUtility.ParseQueryString(page.Query)["redirect_uri"]!);
                _ = Task.Run(async () =>
                {
                    using var silent = new System.Net.Sockets.TcpClient();
                    await silent.ConnectAsync(redirect.Host, redirect.Port);
                    foreach (var request in new[]
                    {
                        $"GET /favicon.ico HTTP/1.1\r\nHost: {redirect.Authority}\r\n\r\n",
                        $"GET /callback?state=x HTTP/1.1\r\nHost: evil.example.com\r\n\r\n",
                        $"POST /callback HTTP/1.1\r\nHost: {redirect.Authority}\r\nContent-Length: 0\r\n\r\n",
                        $"GET /callback?state=a&state=b HTTP/1.1\r\nHost: {redirect.Authority}\r\n\r\n",
                        $"GET /callback HTTP/1.1\r\nHost: {redirect.Authority}\r\n\r\n",
                        "nonsense\r\n\r\n",
                    })
                    {
                        statuses.Add(await SendAsync(redirect, request));
                    }

                    original(page);
                });
                return true;
            },
        });

        Assert.Equal(
            ["404 Not Found", "404 Not Found", "400 Bad Request", "400 Bad Request", "400 Bad Request", "404 Not Found"], statuses);
        Assert.True(IsStored);
    }

    [Fact]
    public async Task A_provider_that_wants_a_client_secret_leads_to_the_page_of_the_server()
    {
        AnswerTokens(context => WriteAsync(context, 401, """{"error":"invalid_client"}"""));

        Assert.EndsWith("zenml connect --browser", await FailsAsync(By(Ada).Login), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "[]", "expected a JSON object")]
    [InlineData(200, "{}", "expected 'id_token'")]
    [InlineData(200, """{"id_token":5}""", "expected 'id_token'")]
    [InlineData(200, """{"id_token":"a b"}""", "expected 'id_token'")]
    [InlineData(200, """{"id_token":"a","id_token":"b"}""", "expected a JSON object")]
    [InlineData(503, "sorry", "failed (status 503)")]
    public async Task An_invalid_response_of_the_provider_is_an_error_that_does_not_quote_it(int status, string body, string message)
    {
        AnswerTokens(context => WriteAsync(context, status, body));

        Assert.Contains(message, await FailsAsync(By(Ada).Login, ErrorCode.StoreUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_is_too_long_is_not_read()
    {
        AnswerTokens(context => WriteAsync(context, 200, $"{{\"id_token\":\"{new string('a', 300 * 1024)}\"}}"));

        Assert.Contains("too long", await FailsAsync(By(Ada).Login, ErrorCode.StoreUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_token_that_is_too_long_is_not_sent_to_the_server()
    {
        Provider.ChangeClaims = claims => claims["picture"] = new string('a', 8 * 1024);

        Assert.Contains("longer than 8 KiB", await FailsAsync(By(Ada).Login), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_of_the_provider_is_not_followed()
    {
        AnswerTokens(context =>
        {
            context.Response.Headers.Location = $"{Provider.Address}/elsewhere";
            context.Response.StatusCode = 307;
            return Task.CompletedTask;
        });

        Assert.Contains("redirect", await FailsAsync(By(Ada).Login, ErrorCode.StoreUnavailable), StringComparison.Ordinal);
        Assert.DoesNotContain("/elsewhere", Provider.Requests);
    }

    [Fact]
    public async Task A_provider_that_rejects_the_code_is_quoted_without_the_code()
    {
        string? code = null;
        AnswerTokens(async context =>
        {
            code = (await context.Request.ReadFormAsync())["code"];
            await WriteAsync(context, 400, $"{{\"error\":\"invalid_grant\",\"error_description\":\"I do not know\\n{code}.\"}}");
        });

        var message = await FailsAsync(By(Ada).Login);

        Assert.Contains("(invalid_grant: I do not know", message, StringComparison.Ordinal);
        Assert.DoesNotContain(code!, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public async Task A_login_that_is_interrupted_stops_listening_and_stores_nothing()
    {
        using var stop = new CancellationTokenSource();
        Uri? redirect = null;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConnectAsync(
            In(page =>
            {
                redirect = new Uri(System.Web.HttpUtility.ParseQueryString(page.Query)["redirect_uri"]!);
                stop.Cancel();
            }),
            stop.Token));

        Assert.False(IsStored);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(redirect!));
    }

    [Fact]
    public async Task A_server_of_ZenML_has_no_single_sign_on_and_is_asked_once()
    {
        await using var upstream = await UpstreamServer.StartAsync();

        Assert.Null(await ZenServer.FindSingleSignOnAsync(upstream.Address, Options, Token));
        var error = await Assert.ThrowsAsync<ZenException>(
            () => ZenServer.ConnectAsync(upstream.Address, By(Ada).Login, Options, Token));

        Assert.Equal(ErrorCode.NotAllowed, error.Code);
        Assert.Contains("is ZenML's own, which has no single sign-on", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, upstream.Requests.Count);
    }

    [Fact]
    public async Task A_server_without_an_identity_provider_says_so()
    {
        await using var plain = await OwnServer.StartAsync();

        Assert.Null(await ZenServer.FindSingleSignOnAsync(plain.Address, Options, Token));
        var error = await Assert.ThrowsAsync<ZenException>(() => ZenServer.ConnectAsync(plain.Address, By(Ada).Login, Options, Token));

        Assert.Contains("has no single sign-on. Log in without --sso", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_says_what_its_single_sign_on_is()
    {
        var offer = await ZenServer.FindSingleSignOnAsync(Server.Address, Options, Token);

        Assert.Equal(new SingleSignOnOffer(ProviderName, Provider.Address) { HasDeviceLogin = true }, offer);
    }

    private void AnswerTokens(Func<HttpContext, Task> answer) => Provider.Takeover = async context =>
    {
        if (context.Request.Path != LoopbackProvider.TokenPath)
        {
            return false;
        }

        await answer(context);
        return true;
    };

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    private static Uri WithIssuer(Uri address, string? issuer)
    {
        var pairs = address.Query.TrimStart('?').Split('&').Where(pair => !pair.StartsWith("iss=", StringComparison.Ordinal));
        return new UriBuilder(address)
        {
            Query = string.Join('&', issuer is null ? pairs : pairs.Append($"iss={Uri.EscapeDataString(issuer)}")),
        }.Uri;
    }

    private static async Task<(HttpStatusCode, string)> GetAsync(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(address, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static async Task<string> SendAsync(Uri address, string request)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Token);
        using var reader = new StreamReader(client.GetStream());
        return (await reader.ReadToEndAsync(Token)).Split("\r\n")[0]["HTTP/1.1 ".Length..];
    }

    private async Task<ZenClient> AdministratorAsync()
    {
        using var own = new TemporaryFolder();
        var options = new ZenClientOptions { ConfigPath = own.Path };
        await ZenServer.ConnectAsync(
            Server.Address, new ServerLogin.Password(TestAccounts.Administrator, Server.Password) { IsKept = true }, options, Token);
        var client = ZenClient.Open(options);
        await client.Users.GetCurrentAsync(Token);
        return client;
    }
}
