using ZenML.Core.Errors;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Http;

/// <summary>Finds out why no encrypted connection came about: whether the other side does not encrypt at all. Nothing of a request or a
/// login is sent for that.</summary>
internal static class PlainHttpProbe
{
    private const int LongestAnswer = 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether a server that was addressed with https answers without encryption.</summary>
    /// <remarks>Servers that do encrypt may answer such a request too, but only to refuse it.</remarks>
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

            // Not what any page of a proxy or a network's login says: nobody is led to an address without encryption by that.
            return response.IsSuccessStatusCode
                && (response.Headers.Contains(ExtensionPaths.ServerHeader)
                    || (await response.Content.ReadAsStringAsync(limit.Token)).Trim().Trim('"') == "OK");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>What to tell then.</summary>
    public static ZenException Explain(ServerAddress address) => new(
        ErrorCode.StoreUnavailable,
        $"The server {address} answers without encryption: it seems to speak http, not https. "
            + $"If that is meant, its address is {address.Unencrypted}");
}
