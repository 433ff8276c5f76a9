using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>
/// Prevents request smuggling: rejects requests for which this server and a proxy could disagree on where the body ends. Kestrel
/// rejects most of them; this class rejects those that it accepts.
/// </summary>
internal sealed class RequestFraming(RequestDelegate next)
{
    /// <summary>Kestrel renames <c>Content-Length</c> to this if the request also has <c>Transfer-Encoding</c>.</summary>
    private const string SupersededLength = "X-Content-Length";

    /// <summary>Checks the headers that determine where the body ends.</summary>
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
                throw HttpFailure.BadRequest("Transfer-Encoding must be chunked, once, and only in an HTTP/1.1 request.");
            }

            http.Request.Body = new ChunkedBody(http.Request.Body);
        }

        return next(http);
    }
}
