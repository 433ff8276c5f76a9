using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZenML.TestKit;

/// <summary>Passes HTTP/1.1 on to a server on this machine and notes every request.</summary>
public sealed class CountingProxy : IAsyncDisposable
{
    private static readonly string[] Methods = ["GET ", "POST ", "PUT ", "PATCH ", "DELETE "];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> requests = [];
    private readonly ConcurrentBag<TcpClient> sides = [];
    private readonly int target;
    private readonly Task accepting;

    private CountingProxy(Uri server)
    {
        target = server.Port;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Starts one before a server.</summary>
    public static CountingProxy Before(string address) => new(new Uri(address));

    /// <summary>The requests since the last call, as method and path with query.</summary>
    public IReadOnlyList<string> TakeRequests()
    {
        var taken = new List<string>();
        while (requests.TryDequeue(out var request))
        {
            taken.Add(request);
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        foreach (var side in sides)
        {
            side.Dispose();
        }

        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                sides.Add(client);
                sides.Add(server);
                await server.ConnectAsync(IPAddress.Loopback, target);
                _ = PassOnAsync(client, server, isRequest: true);
                _ = PassOnAsync(server, client, isRequest: false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PassOnAsync(TcpClient from, TcpClient to, bool isRequest)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var length)
            {
                if (isRequest)
                {
                    Note(Encoding.Latin1.GetString(buffer, 0, length));
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // One side is gone; so is the other.
        }

        from.Dispose();
        to.Dispose();
    }

    /// <remarks>A client sends the head of a request in one piece, and the next request only when it has the whole response.</remarks>
    private void Note(string piece)
    {
        if (Methods.Any(method => piece.StartsWith(method, StringComparison.Ordinal)))
        {
            requests.Enqueue(piece[..piece.IndexOf(" HTTP/1.1", StringComparison.Ordinal)]);
        }
    }
}
