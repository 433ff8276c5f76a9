using System.Net.Sockets;
using System.Text;

namespace ZenML.TestKit;

/// <summary>Sends raw bytes, for requests that no HTTP library would send.</summary>
public static class RawConnection
{
    /// <summary>Sends text, one byte for each character, and reads until the server closes the connection.</summary>
    /// <returns>Everything that the server sent.</returns>
    /// <exception cref="OperationCanceledException">The server kept the connection open.</exception>
    public static async Task<string> ExchangeAsync(Uri server, string request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        using var client = new TcpClient();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience.Time);
        await client.ConnectAsync(server.Host, server.Port, deadline.Token);
        var stream = client.GetStream();
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

    /// <summary>
    /// Sends text and resets the connection, as a client does whose process or network fails. The reset can overtake the text, so
    /// that the server never sees it.
    /// </summary>
    public static async Task BreakOffAsync(Uri server, string request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), cancellationToken);

        // Without waiting for what is left, the connection is reset.
        client.LingerState = new LingerOption(enable: true, seconds: 0);
    }
}
