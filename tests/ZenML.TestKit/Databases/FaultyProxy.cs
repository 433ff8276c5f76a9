using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZenML.TestKit.Databases;

/// <summary>
/// A network between a client and its server on the loopback address that can hang and break. It forwards everything
/// unless told otherwise.
/// </summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    // Every write of a store sets it.
    private const string Savepoint = "savepoint one_write";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    private readonly int target;

    private readonly Lock gate = new();

    private readonly List<Connection> connections = [];

    private readonly Task accepting;

    private TaskCompletionSource open = Opened();

    private Fault? next;

    private FaultyProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The port for clients.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Starts a proxy in front of a server on this machine.</summary>
    public static FaultyProxy Before(int port) => new(port);

    /// <summary>Starts a proxy in front of a database.</summary>
    public static (FaultyProxy Proxy, TestDatabase Database) Before(TestDatabase database)
    {
        var port = database.Url.Port;
        var proxy = Before(port);
        return (proxy, database with
        {
            Url = database.Url with { Port = proxy.Port },
            UrlOf = (host, query) => database.UrlOf(host, query).Replace(
                string.Create(CultureInfo.InvariantCulture, $":{port}/"), string.Create(CultureInfo.InvariantCulture, $":{proxy.Port}/"),
                StringComparison.Ordinal),
        });
    }

    /// <summary>Stops forwarding in both directions without closing connections.</summary>
    public void Hang()
    {
        lock (gate)
        {
            if (open.Task.IsCompleted)
            {
                open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Forwards the held data and everything after it.</summary>
    public void Resume()
    {
        lock (gate)
        {
            open.TrySetResult();
        }
    }

    /// <summary>Breaks every connection. New connections are accepted.</summary>
    public void Cut()
    {
        lock (gate)
        {
            connections.ForEach(connection => connection.Break());
            connections.Clear();
        }
    }

    /// <summary>
    /// Waits for the next commit of a store's write, which both drivers send as a word at the end of a message. Reads commit too, but set
    /// no savepoint.
    /// </summary>
    /// <param name="fault">What happens at it, once.</param>
    /// <param name="statement">
    /// A part of a statement of that write, so that it is none that the program makes in the background; empty for any write.
    /// </param>
    /// <returns>Ends when it has happened.</returns>
    public Task AtNextCommit(NetworkFault fault, string statement = "") => AtNext(
        (request, written) => written is not null && IsCommit(request) && written.Contains(statement, StringComparison.OrdinalIgnoreCase),
        fault);

    /// <summary>Waits for the next request whose text begins so.</summary>
    /// <param name="beginning">The beginning, such as the method and path of HTTP.</param>
    /// <param name="fault">What happens at it, once.</param>
    /// <returns>Ends when it has happened.</returns>
    public Task AtNextRequest(string beginning, NetworkFault fault) =>
        AtNext((request, _) => request.StartsWith(beginning, StringComparison.Ordinal), fault);

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        Cut();
        Resume();
        await accepting.InTimeAsync("the proxy to end");
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                try
                {
                    await server.ConnectAsync(IPAddress.Loopback, target);
                }
                catch (SocketException)
                {
                    // The server is not listening at the moment. Later clients may succeed.
                    client.Dispose();
                    server.Dispose();
                    continue;
                }

                var connection = new Connection(client, server);
                lock (gate)
                {
                    connections.Add(connection);
                }

                _ = PassOnAsync(connection, client, server, isRequest: true);
                _ = PassOnAsync(connection, server, client, isRequest: false);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The proxy was disposed.
        }
    }

    private async Task PassOnAsync(Connection connection, TcpClient from, TcpClient to, bool isRequest)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var length)
            {
                await WhileOpenAsync();
                if (isRequest && FindFault(connection, buffer.AsSpan(0, length)) is { } fault)
                {
                    if (fault.Kind == NetworkFault.CutBefore)
                    {
                        connection.Break();
                        fault.Happened.SetResult();
                        return;
                    }

                    connection.AtAnswer = fault;
                }
                else if (!isRequest && connection.AtAnswer is { } reached)
                {
                    // The server has responded, so the request took effect. The client never receives the response.
                    connection.AtAnswer = null;
                    if (reached.Kind == NetworkFault.CutAfter)
                    {
                        connection.Break();
                        reached.Happened.SetResult();
                        return;
                    }

                    Hang();
                    reached.Happened.SetResult();
                    await WhileOpenAsync();
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or SocketException)
        {
            // One side has disconnected, so the other is disconnected too.
        }

        connection.Break();
    }

    private Task WhileOpenAsync()
    {
        lock (gate)
        {
            return open.Task;
        }
    }

    private Task AtNext(Func<string, string?, bool> isMeant, NetworkFault fault)
    {
        lock (gate)
        {
            next = new Fault(isMeant, fault);
            return next.Happened.Task.InTimeAsync($"the fault {fault} to happen");
        }
    }

    private static bool IsCommit(string request) =>
        request.TrimEnd('\0', ';', ' ').EndsWith("commit", StringComparison.OrdinalIgnoreCase);

    private Fault? FindFault(Connection connection, ReadOnlySpan<byte> request)
    {
        var text = Encoding.Latin1.GetString(request);
        var isWrite = connection.Written is not null || text.Contains(Savepoint, StringComparison.OrdinalIgnoreCase);
        var written = isWrite ? connection.Written + text : null;
        connection.Written = IsCommit(text) ? null : written;
        lock (gate)
        {
            if (next is not { } fault || !fault.IsMeant(text, written))
            {
                return null;
            }

            next = null;
            return fault;
        }
    }

    private sealed record Fault(Func<string, string?, bool> IsMeant, NetworkFault Kind)
    {
        public TaskCompletionSource Happened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Connection(TcpClient client, TcpClient server)
    {
        public Fault? AtAnswer { get; set; }

        /// <summary>What was sent since a write of a store began; null outside of writes.</summary>
        public string? Written { get; set; }

        /// <summary>Resets the connection at once.</summary>
        public void Break()
        {
            foreach (var side in new[] { client, server })
            {
                try
                {
                    side.LingerState = new LingerOption(enable: true, seconds: 0);
                }
                catch (Exception exception) when (exception is SocketException or ObjectDisposedException or NullReferenceException)
                {
                    // The socket is already closed.
                }

                side.Dispose();
            }
        }
    }
}
