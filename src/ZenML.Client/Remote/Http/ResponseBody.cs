namespace ZenML.Client.Remote.Http;

/// <summary>Reads response bodies up to a limit, so that a server cannot exhaust memory. Requests never ask for compression.</summary>
internal static class ResponseBody
{
    private const long Any = 64L * 1024 * 1024;
    private const long Small = 1024 * 1024;
    private const long Refusal = 256 * 1024;

    /// <summary>
    /// Reads a complete response. The body of an error response that is longer than any message is discarded: the status is
    /// sufficient.
    /// </summary>
    /// <exception cref="HttpRequestException">
    /// With <see cref="HttpRequestError.ConfigurationLimitExceeded"/> if the response is too long; with another error
    /// if the connection breaks.
    /// </exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, ResponseLimit limit, CancellationToken cancellationToken)
    {
        var isRefusal = !response.IsSuccessStatusCode;
        try
        {
            await response.Content.LoadIntoBufferAsync(isRefusal ? Refusal : limit == ResponseLimit.Small ? Small : Any, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException exception) when (isRefusal && exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return [];
        }
    }
}
