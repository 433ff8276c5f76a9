using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ZenML.Core.Errors;

namespace FirstPipeline;

/// <summary>
/// Answers the two calls of MLflow's REST API that the example makes, so that it runs without MLflow. It rejects requests without a user
/// name and a password.
/// </summary>
internal sealed class StandInTracker : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    /// <summary>Listens at an address such as <c>http://127.0.0.1:5000</c>.</summary>
    /// <exception cref="ZenException">The address is not valid, or something else listens there.</exception>
    public StandInTracker(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"'{address}' is not an address to listen on. One looks like http://127.0.0.1:5000.");
        }

        try
        {
            listener.Prefixes.Add($"http://{uri.Authority}/");
            listener.Start();
        }
        catch (Exception exception) when (exception is HttpListenerException or SocketException or ArgumentException)
        {
            var other = $"http://{uri.Host}:{(uri.Port < 65535 ? uri.Port + 1 : 5000)}";
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The stand-in cannot listen at {address}: {Reason(exception)} To use another port, change the tracker's address "
                    + $"too: zenml experiment-tracker update mlflow --tracking_uri={other}, and then --stand-in {other}");
        }

        serving = ServeAsync();
    }

    /// <summary>The last metric.</summary>
    public string Received { get; private set; } = "nothing";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private static string Reason(Exception exception) => exception.Message.TrimEnd('.') + ".";

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext request)
    {
        using var response = request.Response;
        if (request.Request.Headers["Authorization"] is not { Length: > 10 })
        {
            response.StatusCode = 401;
            return;
        }

        using var reader = new StreamReader(request.Request.InputStream);
        var body = JsonNode.Parse(await reader.ReadToEndAsync())!;
        if (body["key"] is { } key)
        {
            Received = string.Create(CultureInfo.InvariantCulture, $"{key} = {body["value"]!.GetValue<double>()}");
        }

        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("""{"run": {"info": {"run_id": "1"}}}"""));
    }
}
