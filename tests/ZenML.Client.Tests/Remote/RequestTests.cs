using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using ZenML.Core.Errors;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.TestKit;
using ZenML.TestKit.Upstream;

namespace ZenML.Client.Tests.Remote;

/// <summary>Which requests are retried, and how error responses are reported.</summary>
public sealed class RequestTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private UpstreamServer server = null!;
    private ZenClient client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ZenClientOptions Options => new() { ConfigPath = folder.Path };

    public async ValueTask InitializeAsync()
    {
        server = await UpstreamServer.StartAsync();
        await ZenServer.ConnectAsync(server.Address, new ServerLogin.ApiKey(UpstreamServer.ApiKey), Options, Token);
        client = ZenClient.Open(Options);
        await client.Secrets.ListPageAsync(cancellationToken: Token);
        server.Requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_read_is_retried_when_its_connection_breaks()
    {
        server.Interrupt(Break);

        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_write_is_not_retried_when_its_connection_breaks()
    {
        foreach (var write in new Func<Task>[]
        {
            () => client.Secrets.CreateAsync("s", new() { ["k"] = "v" }, cancellationToken: Token),
            () => client.Workspaces.CreateAsync("w", cancellationToken: Token),
        })
        {
            server.Requests.Clear();
            server.Interrupt(Break);
            var error = await Assert.ThrowsAsync<ZenException>(write);

            Assert.Equal(ErrorCode.OutcomeUnknown, error.Code);
            Assert.Contains("It is unknown whether", error.Message, StringComparison.Ordinal);
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task A_registered_component_is_returned_although_the_later_request_for_its_flavor_fails()
    {
        var isRegistered = false;
        for (var request = 0; request < 10; request++)
        {
            server.Interrupt(async context =>
            {
                var isFlavor = isRegistered && context.Request.Path.Value!.EndsWith("/flavors", StringComparison.Ordinal);
                isRegistered |= context.Request.Method == "POST"
                    && context.Request.Path.Value!.EndsWith("/components", StringComparison.Ordinal);
                context.Response.StatusCode = isFlavor ? 500 : 200;
                await (isFlavor ? context.Response.WriteAsync("{}") : Task.CompletedTask);
                return isFlavor;
            });
        }

        var configuration = new ConfigurationMap { ["tracking_uri"] = "https://x", ["tracking_password"] = "plain" };
        var registered = await client.Components.RegisterAsync(
            ComponentType.ExperimentTracker, "t", "mlflow", configuration, cancellationToken: Token);

        Assert.Equal("t", registered.Name);
        Assert.DoesNotContain("plain", string.Join(' ', registered.Configuration), StringComparison.Ordinal);
        Assert.True(isRegistered);
    }

    [Fact]
    public async Task A_component_whose_flavor_cannot_be_read_is_not_registered()
    {
        for (var request = 0; request < 10; request++)
        {
            server.Interrupt(async context =>
            {
                var isFlavor = context.Request.Path.Value!.EndsWith("/flavors", StringComparison.Ordinal);
                context.Response.StatusCode = isFlavor ? 500 : 200;
                await (isFlavor ? context.Response.WriteAsync("{}") : Task.CompletedTask);
                return isFlavor;
            });
        }

        var configuration = new ConfigurationMap { ["tracking_uri"] = "https://x" };
        await Assert.ThrowsAsync<ZenException>(() => client.Components.RegisterAsync(
            ComponentType.ExperimentTracker, "t", "mlflow", configuration, cancellationToken: Token));

        Assert.DoesNotContain(
            server.Requests,
            request => request.StartsWith("POST", StringComparison.Ordinal)
                && request.Contains("/components", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_request_follows_a_change_of_a_stack()
    {
        var standard = await client.Stacks.GetAsync("default", cancellationToken: Token);

        var registered = await client.Stacks.RegisterAsync("mine", standard.Components, Token);
        Assert.StartsWith("POST", server.Requests.Last(), StringComparison.Ordinal);
        Assert.Equal(standard.Components.Select(component => component.Id), registered.Components.Select(component => component.Id));

        await client.Stacks.UpdateAsync(registered.Id, new StackUpdate { Name = "yours" }, Token);
        Assert.StartsWith("PUT", server.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_is_not_sent_twice_when_its_connection_breaks()
    {
        var workspace = await client.Workspaces.CreateAsync("w", cancellationToken: Token);
        server.Requests.Clear();
        server.Interrupt(_ => Task.FromResult(false));
        server.Interrupt(_ => Task.FromResult(false));
        server.Interrupt(Break);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Workspaces.DeleteAsync(workspace.Name, cancellationToken: Token));

        Assert.Equal(ErrorCode.OutcomeUnknown, error.Code);
        Assert.Single(server.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_temporarily_rejected_request_is_retried_after_the_requested_delay(int status)
    {
        server.AnswerNext(status, retryAfter: "0");

        await client.Workspaces.CreateAsync("w", cancellationToken: Token);

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_long_Retry_After_is_not_waited_for()
    {
        server.AnswerNext(503, retryAfter: "3600");

        Assert.Equal(ErrorCode.StoreUnavailable, (await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token))).Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_expired_token_is_renewed_once_and_stored()
    {
        server.Revoke();

        Assert.Equal("default", (await client.Users.GetCurrentAsync(Token)).Name);
        Assert.Equal(2, server.Logins);
        await using var next = ZenClient.Open(Options);
        await next.Users.GetCurrentAsync(Token);
        Assert.Equal(2, server.Logins);
    }

    [Fact]
    public async Task Many_requests_share_one_new_login()
    {
        server.Revoke();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.Users.GetCurrentAsync(Token)));

        Assert.Equal(2, server.Logins);
    }

    [Theory]
    [InlineData(404, """{"detail":["KeyError","'No such thing.'"]}""", ErrorCode.NotFound, "No such thing.")]
    [InlineData(404, """{"detail":["KeyError","\"It's gone.\""]}""", ErrorCode.NotFound, "It's gone.")]
    [InlineData(404, """{"detail":"Not Found"}""", ErrorCode.StoreUnavailable, "does not support this request")]
    [InlineData(409, """{"detail":["EntityExistsError","taken"]}""", ErrorCode.AlreadyExists, "taken")]
    [InlineData(403, """{"detail":["IllegalOperationError","no"]}""", ErrorCode.NotAllowed, "no")]
    [InlineData(422, """["ValueError","1 validation error\nbody -> name\n  too long"]""", ErrorCode.InvalidArgument, "too long")]
    [InlineData(422, """{"detail":[{"loc":["query"],"msg":"bad field","type":"value_error"}]}""", ErrorCode.InvalidArgument, "bad field")]
    [InlineData(400, """{"error":"x","error_description":"described","error_uri":null}""", ErrorCode.InvalidArgument, "described")]
    [InlineData(501, """{"detail":["NotImplementedError","no store"]}""", ErrorCode.NotAllowed, "no store")]
    [InlineData(302, "", ErrorCode.StoreUnavailable, "redirects")]
    [InlineData(500, "a page of text", ErrorCode.StoreUnavailable, "status 500")]
    public async Task Every_form_of_error_response_is_understood(int status, string body, ErrorCode code, string message)
    {
        server.AnswerNext(status, body);

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("KeyError", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"detail":["ValueError","cannot store my-value-1 of k"]}""")]
    [InlineData(500, """{"detail":["RuntimeError","INSERT INTO secret VALUES (my-value-1)"]}""")]
    public async Task No_error_shows_a_value_that_was_sent(int status, string body)
    {
        server.AnswerNext(status, body);

        var error = await Assert.ThrowsAsync<ZenException>(
            () => client.Secrets.CreateAsync("s", new() { ["k"] = "my-value-1" }, cancellationToken: Token));

        Assert.DoesNotContain("my-value-1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_value_does_not_mask_parts_of_messages_from_this_server()
    {
        AnswerAsOwnServer("The secret 's' is at version 3, not 2, for long-value.");

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Secrets.CreateAsync(
            "s", new() { ["k"] = "3", ["l"] = "long-value" }, cancellationToken: Token));

        Assert.Equal("The secret 's' is at version 3, not 2, for ***.", error.Message);
    }

    [Fact]
    public async Task A_message_of_another_server_is_not_shown_if_it_contains_a_short_value()
    {
        server.AnswerNext(400, """{"detail":["ValueError","cannot store 3 of version 3"]}""");

        var error = await Assert.ThrowsAsync<ZenException>(
            () => client.Secrets.CreateAsync("s", new() { ["k"] = "3" }, cancellationToken: Token));

        Assert.Equal(
            $"The server {server.Address} rejected the request (status 400). Its message is not shown, because it could "
                + $"contain a value.", error.Message);
    }

    [Fact]
    public async Task A_host_that_is_not_a_ZenML_server_is_recognised()
    {
        server.AnswerNext(200, "<html>hello</html>");

        var error = await Assert.ThrowsAsync<ZenException>(() => client.Users.GetCurrentAsync(Token));

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.DoesNotContain("html", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_down_is_reported_as_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var options = Options with { Server = $"http://127.0.0.1:{port}", ServerApiKey = UpstreamServer.ApiKey };
        await using var early = ZenClient.Open(options);
        var asking = early.Secrets.CreateAsync("s", new() { ["k"] = "v" }, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ZenException>(() => asking);

        Assert.Equal(ErrorCode.StoreUnavailable, error.Code);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    private void AnswerAsOwnServer(string message) => server.Interrupt(async context =>
    {
        context.Response.StatusCode = StatusCodes.Status409Conflict;
        context.Response.Headers["X-ZenML-Error"] = nameof(ErrorCode.VersionMismatch);
        await context.Response.WriteAsync($$"""{"detail":["EntityExistsError","{{message}}"]}""");
        return true;
    });

    private static Task<bool> Break(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(true);
    }
}
