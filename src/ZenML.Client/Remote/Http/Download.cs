using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Http;

/// <summary>Receives one response that is too long for memory. It fails unless the response has exactly the announced size.</summary>
/// <param name="address">The server.</param>
/// <param name="clock">The clock for timeouts.</param>
internal sealed class Download(ServerAddress address, TimeProvider clock)
{
    /// <summary>A server prepares the response first, which takes as long as copying and encrypting everything.</summary>
    private static readonly TimeSpan LongestPreparation = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private const int BufferSize = 64 * 1024;

    /// <summary>Sends a request and receives its response.</summary>
    /// <param name="client">Sends it.</param>
    /// <param name="request">The request, sent once.</param>
    /// <param name="target">Receives the body of a success.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The response; a success has an empty body here.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: it did not arrive as a whole.</exception>
    public async Task<ServerResponse> RunAsync(
        HttpClient client, HttpRequestMessage request, DownloadTarget target, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestPreparation, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = response.IsSuccessStatusCode ? [] : await ResponseBody.ReadAsync(response, ResponseLimit.Small, either.Token);
            if (response.IsSuccessStatusCode)
            {
                await ReceiveAsync(response, target, limit, either.Token);
            }

            return new ServerResponse((int)response.StatusCode, response.Headers, body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, $"The server {address} did not respond in time. Try again.");
        }
    }

    private async Task ReceiveAsync(
        HttpResponseMessage response, DownloadTarget target, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        var size = response.Content.Headers.ContentLength ?? throw new ZenException(ErrorCode.StoreUnavailable,
            $"The response of the server {address} does not say how long it is, so it could be cut off unnoticed. A proxy may have "
            + $"changed it: use the server's own address.");
        target.Begin(size);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferSize];
        for (var received = 0L; ; target.Report(received))
        {
            limit.CancelAfter(LongestPause);
            var count = await ReadAsync(body, buffer, cancellationToken);
            if (count == 0)
            {
                // The platform checks this too.
                _ = received == size ? size : throw CutOff(null);
                return;
            }

            await target.Stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            received += count;
        }
    }

    private async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            // Not to be taken for an error of the file that it is written to.
            throw CutOff(exception);
        }
    }

    private ZenException CutOff(Exception? cause) => new(ErrorCode.StoreUnavailable,
        $"The connection to the server {address} broke before everything was received. Nothing of it was kept. Try again.", cause);
}
