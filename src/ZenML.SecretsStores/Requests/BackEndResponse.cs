using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ZenML.SecretsStores.Requests;

/// <summary>An answer of a back end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body. It may contain values: never log it.</param>
public sealed record BackEndResponse(HttpStatusCode Status, HttpResponseHeaders Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>How long the back end asks to wait; null if it does not say.</summary>
    /// <param name="now">The time now, for answers that name a time.</param>
    public TimeSpan? FindRetryAfter(DateTimeOffset now) => Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The status; neither headers nor body.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Status {(int)Status}");
}
