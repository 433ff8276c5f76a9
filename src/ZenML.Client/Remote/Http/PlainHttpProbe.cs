using ZenML.Core.Errors;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Http;

/// <summary>After a failed encrypted connection, checks whether the server uses plain HTTP. Sends nothing of the request or
/// login.</summary>
internal static class PlainHttpProbe
{
    private const int LongestAnswer = 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether a server with an https address responds over plain HTTP.</summary>
    /// <remarks>Servers that use https may also respond to such a request, but only to reject it.</remarks>
    public static async Task<bool> AnswersAsync(ServerAddress address, ServerRoute route, CancellationToken cancellationToken)
    {
        if (address.Uri.Scheme != Uri.UriSchemeHttps)
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var http = new HttpClient(route.CreateHandler(address.Unencrypted, needsProof: false));
            http.MaxResponseContentBufferSize = LongestAnswer;
            using var response = await http.GetAsync(new Uri(address.Unencrypted.Uri, "health"), limit.Token);

            // Pages of proxies or network logins do not count: they must not lead users to an unencrypted address.
            return response.IsSuccessStatusCode
                && (response.Headers.Contains(ExtensionPaths.ServerHeader)
                    || (await response.Content.ReadAsStringAsync(limit.Token)).Trim().Trim('"') == "OK");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Returns the error to report.</summary>
    public static ZenException Explain(ServerAddress address) => new(
        ErrorCode.StoreUnavailable,
        $"The server {address} responds over http, not https. If this is intended, use the address {address.Unencrypted}");
}
