using System.Net.Sockets;

namespace ZenML.Client.Remote.Http;

/// <summary>Asks a server of this machine whether it is there yet.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until it answers.</summary>
    /// <returns>Whether it did, in time and before <paramref name="isStarting"/> said that it will not.</returns>
    public static async Task<bool> WaitAsync(ServerAddress address, TimeSpan limit, Func<bool> isStarting, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
        var began = TimeProvider.System.GetTimestamp();
        while (isStarting() && TimeProvider.System.GetElapsedTime(began) < limit)
        {
            if (await AnswersAsync(http, address, cancellationToken))
            {
                return isStarting();
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return false;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, ServerAddress address, CancellationToken cancellationToken)
    {
        try
        {
            if (address.Uri.Scheme == Uri.UriSchemeHttps)
            {
                // Whether its certificate is trusted is a question for those who connect.
                using var socket = new TcpClient();
                await socket.ConnectAsync(address.Uri.Host, address.Uri.Port, cancellationToken);
                return true;
            }

            using var response = await http.GetAsync(new Uri(address.Uri, "health"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
