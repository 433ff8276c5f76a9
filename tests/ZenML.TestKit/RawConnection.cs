using System.Net.Sockets;
using System.Text;

namespace ZenML.Server.Tests.Hosting;

/// <summary>A connection on which a test writes bytes of its own choice, for requests that no HTTP library would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient client = new();

    /// <summary>Sends text, one byte for each character, and reads until the server closes the connection.</summary>
    /// <returns>Everything the server wrote.</returns>
    /// <exception cref="OperationCanceledException">The server kept the connection open.</exception>
    public static async Task<string> ExchangeAsync(Uri server, string request)
    {
        using var connection = new RawConnection();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        await connection.client.ConnectAsync(server.Host, server.Port, deadline.Token);
        var stream = connection.client.GetStream();
        var answer = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), deadline.Token);
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, deadline.Token) is var count and > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException) when (answer.Length > 0)
        {
            // Closed by a reset, because bytes of the request were left unread.
        }

        return answer.ToString();
    }

    /// <summary>Sends text and breaks the connection off, as a client does whose process or network ends.</summary>
    public static async Task BreakOffAsync(Uri server, string request)
    {
        using var connection = new RawConnection();
        await connection.client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        await connection.client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);

        // Without waiting for what is left, the connection is reset.
        connection.client.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    public void Dispose() => client.Dispose();
}
