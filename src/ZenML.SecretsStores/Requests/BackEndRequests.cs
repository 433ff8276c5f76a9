using System.Net;
using System.Net.Http.Headers;
using ZenML.Core.Errors;

namespace ZenML.SecretsStores.Requests;

/// <summary>
/// Sends the requests of one back end over HTTP: within a rate, each with a deadline and a span, repeated while the back end is busy
/// and as its <c>Retry-After</c> says. Redirects are not followed, the size of answers is limited.
/// </summary>
public sealed class BackEndRequests : IDisposable
{
    // The room that owns this file replaces the body; the signatures stay.
    private readonly HttpClient http;

    /// <summary>Creates it.</summary>
    /// <param name="displayName">What the vendor calls the back end, for messages.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="options">Limits and the certificates that are trusted.</param>
    public BackEndRequests(string displayName, TimeProvider clock, BackEndRequestOptions options)
    {
        http = new HttpClient();
    }

    /// <summary>Sends a request and reads the answer, whatever its status.</summary>
    /// <param name="operation">What it does, in the vendor's words, for spans and metrics: "CreateSecret".</param>
    /// <param name="create">Creates the request, again for each try: signatures contain the time.</param>
    /// <param name="isRepeatable">Whether it can be sent again if it is not known whether the first one was carried out.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The last answer: also one that says that the back end is busy, if there was no time to try again.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: no answer.</exception>
    public Task<BackEndResponse> SendAsync(
        string operation,
        Func<CancellationToken, ValueTask<HttpRequestMessage>> create,
        bool isRepeatable,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}

/// <summary>How a back end is called.</summary>
public sealed record BackEndRequestOptions
{
    /// <summary>How long one request, with all its repetitions, can take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The most requests a second, over all callers.</summary>
    public int RequestsPerSecond { get; init; } = 1_000;

    /// <summary>The most bytes of an answer.</summary>
    public int MaximumResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>A PEM file of certificate authorities to trust instead of the system's; null for the system's.</summary>
    public string? CertificateAuthorities { get; init; }

    /// <summary>Whether an answer says that the request was refused because of a rate, beside status 429 and 503.</summary>
    public Func<BackEndResponse, bool> IsBusy { get; init; } = _ => false;
}

/// <summary>An answer of a back end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body. It may contain values: never log it.</param>
public sealed record BackEndResponse(HttpStatusCode Status, HttpResponseHeaders Headers, ReadOnlyMemory<byte> Body);
