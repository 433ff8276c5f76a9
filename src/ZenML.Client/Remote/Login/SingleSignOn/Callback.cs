using System.Net.Sockets;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>The response of an identity provider, which a browser of this machine brought. The browser waits for a page.</summary>
/// <param name="client">The connection of the browser.</param>
/// <param name="parameters">The response.</param>
/// <param name="clock">The clock for the timeout.</param>
internal sealed class Callback(TcpClient client, IReadOnlyDictionary<string, string> parameters, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A parameter of the response; null if it is absent or empty.</summary>
    public string? this[string name] => parameters.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <summary>Shows a page. A browser that has gone does not matter.</summary>
    public async Task ShowAsync(byte[] page)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        await WriteAsync(client, page, limit.Token);
    }

    /// <summary>Sends a page and closes the connection.</summary>
    public static async Task WriteAsync(TcpClient client, byte[] page, CancellationToken cancellationToken)
    {
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(page, cancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);

            // Closing a connection with unread bytes would reset it, and the browser would show no page.
            var rest = new byte[1024];
            while (await stream.ReadAsync(rest, cancellationToken) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // The browser has gone.
        }
    }

    public void Dispose() => client.Dispose();
}
