using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote.Http;

/// <summary>Responses of proxies and gateways are distinguished from those of the server.</summary>
public sealed class GatewayAnswerTests : IAsyncLifetime
{
    private const string Page = "<html>Access denied</html>";

    private readonly TemporaryFolder folder = new();
    private UpstreamServer server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ZenClientOptions Options => new() { ConfigPath = folder.Path };

    public async ValueTask InitializeAsync() => server = await UpstreamServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(401, Page, ErrorCode.StoreUnavailable, "requires its own login (status 401)")]
    [InlineData(403, Page, ErrorCode.StoreUnavailable, "rejected the request (status 403)")]
    [InlineData(407, Page, ErrorCode.StoreUnavailable, "requires its own login (status 407)")]
    [InlineData(413, Page, ErrorCode.TooLarge, "client_max_body_size")]
    [InlineData(502, Page, ErrorCode.StoreUnavailable, "got no response from it (status 502)")]
    [InlineData(504, Page, ErrorCode.StoreUnavailable, "got no response from it (status 504)")]
    [InlineData(401, """{"detail":["AuthorizationException","no"]}""", ErrorCode.NotAuthenticated, "no longer accepts this login")]
    [InlineData(403, """{"detail":["IllegalOperationError","Not yours."]}""", ErrorCode.NotAllowed, "Not yours.")]
    [InlineData(413, """{"detail":"The request is too large."}""", ErrorCode.TooLarge, "The request is too large.")]
    public async Task An_error_tells_whether_the_server_or_something_in_front_of_it_rejected_the_request(
        int status, string body, ErrorCode code, string message)
    {
        await using var client = await ConnectAsync();
        server.AnswerNext(status, body);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("html", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_change_whose_gateway_got_no_response_has_an_unknown_outcome(int status)
    {
        await using var client = await ConnectAsync();
        server.AnswerNext(status, Page);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Workspaces.CreateAsync("w", cancellationToken: Token));

        Assert.Equal(ErrorCode.OutcomeUnknown, error.Code);
        Assert.EndsWith("It is unknown whether the change was made: check before you try again.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301, "https://new.example.com/zenml/api/v1/current-user?token=hunter2", "https://new.example.com/zenml")]
    [InlineData(302, "https://ada:hunter2@new.example.com/", "https://new.example.com")]
    [InlineData(308, "https://new.example.com:8443/api/v1/current-user", "https://new.example.com:8443")]
    public async Task A_redirect_is_not_followed_and_its_target_is_reported(int status, string location, string target)
    {
        await using var client = await ConnectAsync();
        server.Interrupt(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (status, location);
            return Task.FromResult(true);
        });

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        var end = $"(status {status}) to {target}. If you trust that address: zenml connect --url {target}";
        Assert.EndsWith(end, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "without a target")]
    [InlineData("ftp://files.example.com/", "without a target")]
    [InlineData("/api/v1/current-user", "to itself")]
    public async Task A_redirect_without_a_target_is_reported_as_a_redirect(string? location, string message)
    {
        await using var client = await ConnectAsync();
        server.Interrupt(context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (StatusCodes.Status302Found, location);
            return Task.FromResult(true);
        });

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_a_health_response_never_redirects_the_client_to_an_unencrypted_address()
    {
        server.AnswerNext(200, "<html>Log in to this network</html>");

        var error = await Assert.ThrowsAsync<ZenException>(() => ZenServer.ConnectAsync(
            server.Address.Replace("http:", "https:", StringComparison.Ordinal), new ServerLogin.ApiKey(UpstreamServer.ApiKey),
            Options, Token));

        Assert.DoesNotContain(server.Address, error.Message, StringComparison.Ordinal);
    }

    private async Task<ZenClient> ConnectAsync()
    {
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.Password("default", UpstreamServer.Password), Options, Token);
        return ZenClient.Open(Options);
    }
}
