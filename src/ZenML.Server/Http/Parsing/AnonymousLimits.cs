using Microsoft.AspNetCore.Http.Features;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>What a request may send to an endpoint that is open to everyone. Logins and activations need a fraction of it.</summary>
internal static class AnonymousLimits
{
    /// <summary>The longest body, in bytes.</summary>
    public const long MaximumBodyBytes = 64 * 1024;

    /// <summary>Limits of a form.</summary>
    public static FormOptions Form { get; } = new() { ValueCountLimit = 64, KeyLengthLimit = 256, ValueLengthLimit = 8 * 1024 };

    /// <summary>Limits the body of a request before it is read. A longer one is answered with 413.</summary>
    public static void Apply(HttpContext http)
    {
        if (http.Request.ContentLength > MaximumBodyBytes)
        {
            // Otherwise the server would go on to receive the body, so that the connection can be used again.
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
