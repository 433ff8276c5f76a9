using Microsoft.AspNetCore.Http.Features;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>Limits for requests to anonymous endpoints. Logins and activations stay far below them.</summary>
internal static class AnonymousLimits
{
    /// <summary>The maximum size of a body, in bytes.</summary>
    public const long MaximumBodyBytes = 64 * 1024;

    /// <summary>The limits of a form.</summary>
    public static FormOptions Form { get; } = new() { ValueCountLimit = 64, KeyLengthLimit = 256, ValueLengthLimit = 8 * 1024 };

    /// <summary>Limits the body of a request before it is read. A larger one is rejected with status 413.</summary>
    public static void Apply(HttpContext http)
    {
        if (http.Request.ContentLength > MaximumBodyBytes)
        {
            // Otherwise the server would receive the rest of the body to reuse the connection.
            var failure = HttpFailure.Plain(StatusCodes.Status413PayloadTooLarge, "The request is too large.");
            failure.Headers["Connection"] = "close";
            throw failure;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Math.Min(size.MaxRequestBodySize ?? long.MaxValue, MaximumBodyBytes);
        }
    }
}
