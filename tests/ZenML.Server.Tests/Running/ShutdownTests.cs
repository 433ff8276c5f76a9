using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;
using ZenML.TestKit;

namespace ZenML.Server.Tests.Running;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_request_in_flight_is_finished_when_the_server_is_asked_to_stop_and_new_requests_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience.Time);
        var cancellationToken = deadline.Token;
        await using var server = await ServerProcess.StartAsync();
        const string body = "username=default&password=default-pw";
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        var stream = connection.GetStream();
        var head = "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + $"Expect: 100-continue\r\nContent-Length: {body.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);

        // The server sends 100 Continue when the endpoint starts to read the body. From then on the request is in
        // flight.
        var line = new byte[25];
        await stream.ReadExactlyAsync(line, cancellationToken).InTimeAsync("100 Continue");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(line));

        await server.TerminateAsync();
        await server.UntilAsync(() => IsRefusedAsync(server.Port), "new connections to be refused");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body), cancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(cancellationToken).InTimeAsync("the response to a request in flight");

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("access_token", answer, StringComparison.Ordinal);
        Assert.Equal(0, (await server.WaitAsync()).Code);
    }

    [Theory]
    [InlineData("POST", "/api/v1/login", "username=default&passw")]
    [InlineData("POST", "/api/v1/login", "")]
    [InlineData("PUT", "/api/v1/users/default/activate", "{\"activation_token\":")]
    public async Task A_request_still_in_flight_at_the_shutdown_timeout_is_answered_503_and_the_server_exits_with_0(
        string method, string path, string sent)
    {
        var route = path.Replace("default", "{user_name_or_id}", StringComparison.Ordinal);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience.Time);
        var cancellationToken = deadline.Token;
        await using var server = await ServerProcess.StartAsync((SettingNames.ShutdownTimeout, "1"));
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        var stream = connection.GetStream();
        var head = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Expect: 100-continue\r\nContent-Length: 60\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(cancellationToken).InTimeAsync("100 Continue"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(sent), cancellationToken);

        await server.TerminateAsync();
        var answer = (await reader.ReadToEndAsync(cancellationToken).InTimeAsync("the response to a cut-off request")).TrimStart();
        var (code, output, errors) = await server.WaitAsync();

        Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 5", answer, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", answer, StringComparison.Ordinal);
        Assert.Equal((0, ""), (code, errors));
        Assert.DoesNotContain("Unexpected error", output, StringComparison.Ordinal);
        Assert.Contains($"{method} {route} 503", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_response_delays_shutdown_only_until_the_timeout_and_logs_no_unexpected_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience.Time);
        var cancellationToken = deadline.Token;
        await using var server = await ServerProcess.StartAsync((SettingNames.ShutdownTimeout, "1"));
        using var connection = new TcpClient { ReceiveBufferSize = 4096 };
        await connection.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        var request = Encoding.ASCII.GetBytes("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (var number = 0; number < 200; number++)
        {
            await connection.GetStream().WriteAsync(request, cancellationToken).InTimeAsync("room for a request");
        }

        await server.TerminateAsync();
        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.DoesNotContain("Unexpected error", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    [InlineData("auto")]
    public async Task Each_log_line_is_JSON_or_text_as_the_settings_say(string format)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        await using var server = await ServerProcess.StartAsync((SettingNames.LogFormat, format));

        await server.TerminateAsync();
        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal((0, ""), (code, errors));
        var line = output.Split('\n').First(line => line.Contains("GET /health 200", StringComparison.Ordinal));
        if (format != "text")
        {
            var logged = JsonDocument.Parse(line).RootElement;
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", logged.GetProperty("Timestamp").GetString());
            var state = logged.GetProperty("State");
            Assert.Equal(
                ("GET", "/health", 200),
                (state.GetProperty("Method").GetString(), state.GetProperty("Route").GetString(), state.GetProperty("Status").GetInt32()));
        }
        else
        {
            Assert.Matches("^[0-9T:.-]+Z info: ZenML", line);
        }
    }

    private static async Task<bool> IsRefusedAsync(int port)
    {
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
