namespace ZenML.Client.Remote.Http;

/// <summary>Reads answers up to a limit, so that no server can fill the memory. Nothing is decompressed: no request asks for it.</summary>
internal static class ResponseBody
{
    private const long Any = 64L * 1024 * 1024;
    private const long Small = 1024 * 1024;
    private const long Refusal = 256 * 1024;

    /// <summary>
    /// Reads an answer to its end. Of a refusal that is longer than any message, nothing is kept: its status says
    /// enough.
    /// </summary>
    /// <exception cref="HttpRequestException">
    /// With <see cref="HttpRequestError.ConfigurationLimitExceeded"/> if the answer is too long; with another error
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
