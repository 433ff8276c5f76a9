using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ZenML.Client.Remote.Login.SingleSignOn;

/// <summary>
/// Waits on a port of this machine for the browser that an identity provider sends back (RFC 8252). Takes one response, the one with the
/// state of this login. Any program and any web page of this machine can send requests too: they get an error and change nothing.
/// </summary>
internal sealed class CallbackListener : IDisposable
{
    /// <summary>The path of the address that is registered at the identity provider, without a port.</summary>
    public const string Path = "/callback";

    private const int MostAtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TimeProvider clock;
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<Callback> received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource foreign = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] state;
    private int open;

    private CallbackListener(TimeProvider clock, string state)
    {
        this.clock = clock;
        this.state = Encoding.UTF8.GetBytes(state);
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Host = string.Create(CultureInfo.InvariantCulture, $"{IPAddress.Loopback}:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>The address to which the identity provider sends the browser.</summary>
    public string Address => $"http://{Host}{Path}";

    private string Host { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="clock">The clock for timeouts.</param>
    /// <param name="state">The state that the response must have.</param>
    public static CallbackListener Start(TimeProvider clock, string state)
    {
        var started = new CallbackListener(clock, state);
        _ = started.AcceptAsync();
        return started;
    }

    /// <summary>Waits for the response.</summary>
    /// <param name="onForeign">Called once if another response came, which was ignored.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<Callback> WaitAsync(Action onForeign, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(received.Task, foreign.Task).WaitAsync(cancellationToken) == foreign.Task)
        {
            onForeign();
        }

        return await received.Task.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
        listener.Dispose();
        if (received.Task is { IsCompletedSuccessfully: true } task)
        {
            task.Result.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(stopping.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The login has ended.
            received.TrySetCanceled();
        }
    }

    /// <remarks>Browsers open connections in advance and send nothing over them, so each is read apart.</remarks>
    private async Task AnswerAsync(TcpClient client)
    {
        var isTaken = false;
        try
        {
            if (Interlocked.Increment(ref open) > MostAtOnce)
            {
                return;
            }

            using var limit = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping.Token);
            var request = await CallbackRequest.ReadAsync(client.GetStream(), either.Token);
            if (request is not { Path: Path } || request.Host != Host)
            {
                await Callback.WriteAsync(client, CallbackPage.NotFound, either.Token);
                return;
            }

            isTaken = request is { Method: "GET", Parameters: { } parameters } && IsOurs(parameters)
                && received.TrySetResult(new Callback(client, parameters, clock));
            if (!isTaken)
            {
                foreign.TrySetResult();
                await Callback.WriteAsync(client, CallbackPage.Foreign, either.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // The browser has gone, or the login has ended.
        }
        finally
        {
            Interlocked.Decrement(ref open);
            if (!isTaken)
            {
                client.Dispose();
            }
        }
    }

    private bool IsOurs(IReadOnlyDictionary<string, string> parameters) =>
        parameters.TryGetValue("state", out var given)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), state);
}
