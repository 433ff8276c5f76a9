using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZenML.EndToEnd.Tests.Attacks;

/// <summary>
/// A program that listens on a port of this machine, gives every request the same response, and records what it
/// receives.
/// </summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<string> received = [];
    private readonly byte[] answer;
    private Task serving = Task.CompletedTask;

    /// <summary>Reserves a port without accepting connections yet.</summary>
    /// <param name="status">The status of every answer.</param>
    /// <param name="body">The body of every answer.</param>
    /// <param name="contentType">The type of the body.</param>
    public FakeServer(int status, string body, string contentType)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        answer = Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status} x\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
    }

    /// <summary>The address.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}";

    /// <summary>Everything it received.</summary>
    public string Received => string.Join('\n', received);

    /// <summary>Begins to listen.</summary>
    public FakeServer Listen()
    {
        listener.Listen();
        serving = ServeAsync();
        return this;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var connection = await listener.AcceptAsync(ending.Token);
            var buffer = new byte[64 * 1024];
            try
            {
                // A short request comes in one piece, or its body in a second one.
                var count = await connection.ReceiveAsync(buffer, ending.Token);
                while (count > 0 && Encoding.UTF8.GetString(buffer, 0, count) is var text && !IsComplete(text)
                    && await connection.ReceiveAsync(buffer.AsMemory(count), ending.Token) is > 0 and var more)
                {
                    count += more;
                }

                received.Enqueue(Encoding.UTF8.GetString(buffer, 0, count));
                await connection.SendAsync(answer, ending.Token);
            }
            catch (SocketException)
            {
                // The client disconnected, as a port check does.
            }
        }
    }

    private static bool IsComplete(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return end >= 0 && (length is null
            || request.Length - end - 4 >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
