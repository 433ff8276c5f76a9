using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ZenML.Server.Configuration;
using ZenML.Server.Tests.Hosting;

namespace ZenML.Server.Tests.Running;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_request_in_flight_is_finished_when_the_server_is_told_to_stop_and_no_new_one_is_taken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await ServerProcess.StartAsync();
        const string body = "username=default&password=default-pw";
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        var stream = connection.GetStream();
        var head = $"POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: {body.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);

        // The server says that it goes on when the endpoint begins to read the body: from here on the request is in flight.
        var line = new byte[25];
        await stream.ReadExactlyAsync(line, cancellationToken);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(line));

        await server.TerminateAsync();
        await server.UntilAsync(async () => await IsRefusedAsync(server.Port));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body), cancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(cancellationToken);

        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("access_token", answer, StringComparison.Ordinal);
        Assert.Equal(0, (await server.WaitAsync()).Code);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task The_log_is_an_object_or_a_text_a_line_as_the_settings_say(string format)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        await using var server = await ServerProcess.StartAsync((SettingNames.LogFormat, format));

        await server.TerminateAsync();
        var (code, output, errors) = await server.WaitAsync();

        Assert.Equal((0, ""), (code, errors));
        var line = output.Split('\n').First(line => line.Contains("GET /health 200", StringComparison.Ordinal));
        if (format == "json")
        {
            var logged = JsonDocument.Parse(line).RootElement;
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", logged.GetProperty("Timestamp").GetString());
            var state = logged.GetProperty("State");
            Assert.Equal(("GET", "/health", 200), (state.GetProperty("Method").GetString(), state.GetProperty("Route").GetString(), state.GetProperty("Status").GetInt32()));
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
