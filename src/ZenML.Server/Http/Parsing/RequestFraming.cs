using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>
/// Rejects requests whose end this server and a proxy could find at different places, so that the rest would be taken for
/// another client's request. Kestrel rejects most of them; these are the ones that it accepts.
/// </summary>
internal sealed class RequestFraming(RequestDelegate next)
{
    /// <summary>Kestrel renames <c>Content-Length</c> to this if the request has <c>Transfer-Encoding</c> too.</summary>
    private const string SupersededLength = "X-Content-Length";

    /// <summary>Checks the headers that say where the body ends.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (headers.TransferEncoding.Count > 0)
        {
            if (headers.ContainsKey(SupersededLength))
            {
                throw HttpFailure.BadRequest("The request has both Content-Length and Transfer-Encoding.");
            }

            if (headers.TransferEncoding is not [{ } coding] || !coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)
                || !HttpProtocol.IsHttp11(http.Request.Protocol))
            {
                throw HttpFailure.BadRequest("Transfer-Encoding must be chunked, once, in a request of HTTP/1.1.");
            }

            http.Request.Body = new ChunkedBody(http.Request.Body);
        }

        return next(http);
    }
}
