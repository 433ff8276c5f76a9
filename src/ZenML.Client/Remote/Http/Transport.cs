using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Sends requests and returns complete responses. Retries what was certainly not done: failed connections and temporary
/// rejections (429, 503 with Retry-After). Also retries reads after a broken connection. <see cref="RepeatableChange"/> handles
/// writes with an unknown outcome.
/// </summary>
internal sealed class Transport : IDisposable
{
    private const int Attempts = 5;
    private static readonly HttpRequestOptionsKey<bool> ReadMark = new("read");
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly ServerAddress address;
    private readonly ServerRoute route;
    private readonly TimeProvider clock;
    private readonly SslClientAuthenticationOptions? encryption;
    private readonly HttpClient http;

    // A connection is reused for later requests to the same peer. So requests that require a proven peer have their own
    // connections.
    private readonly Lazy<HttpClient> provenHttp;

    /// <summary>Prepares connections without opening one.</summary>
    /// <param name="address">The server.</param>
    /// <param name="certificateAuthorities">A PEM file with the certificates to trust for the server; null for those that the system
    /// trusts.</param>
    /// <param name="clock">The clock for delays and timeouts.</param>
    /// <param name="route">The route to the server.</param>
    public Transport(ServerAddress address, string? certificateAuthorities, TimeProvider clock, ServerRoute route)
    {
        (this.address, this.route, this.clock) = (address, route, clock);
        encryption = certificateAuthorities is null
            ? null
            : new SslClientAuthenticationOptions { CertificateChainPolicy = Trusting(certificateAuthorities) };
        http = Create(needsProof: false);
        provenHttp = new Lazy<HttpClient>(() => address.Uri.Scheme == Uri.UriSchemeHttp ? Create(needsProof: true) : http);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Clock => clock;

    /// <summary>
    /// The version of the server's extensions in its last response, 0 for a server without any; null before the first response.
    /// </summary>
    public int? Extensions { get; private set; }

    /// <summary>The timeout for one response.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Sends a request.</summary>
    /// <param name="create">Makes the request; called again for every attempt.</param>
    /// <param name="limit">The maximum length of the response.</param>
    /// <param name="cancellationToken">Cancels the wait; a write may still have been made.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: there was no response, or it was too long, and
    /// nothing was changed. <see cref="ErrorCode.OutcomeUnknown"/>: the same for a change.</exception>
    public Task<ServerResponse> SendAsync(Func<HttpRequestMessage> create, ResponseLimit limit, CancellationToken cancellationToken) =>
        SendAsync(http, create, isLogin: false, limit, cancellationToken);

    /// <summary>Sends a login. It changes nothing, so a missing response is not an unknown outcome.</summary>
    /// <param name="create">Makes the request; called again for every attempt.</param>
    /// <param name="needsProof">
    /// Whether the credential is a stored one. On this machine, it is then sent only to a program that proves, by a certificate or
    /// by its operating system account, that it may be the server.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: there was no response.</exception>
    public Task<ServerResponse> SendLoginAsync(Func<HttpRequestMessage> create, bool needsProof, CancellationToken cancellationToken) =>
        SendAsync(needsProof ? provenHttp.Value : http, create, isLogin: true, ResponseLimit.Small, cancellationToken);

    /// <summary>Sends a request once, whose response is too long for memory.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">Receives the body of a success.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The response; a success has an empty body.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: there was no response, or only a part of one.</exception>
    public async Task<ServerResponse> DownloadAsync(
        HttpRequestMessage request, DownloadTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var response = await new Download(address, clock).RunAsync(http, request, target, cancellationToken);
            return response with { Proxy = route.Proxy.Describe(address) };
        }
        catch (HttpRequestException exception) when (exception.InnerException is ZenException refused)
        {
            // The peer is not the expected server.
            throw new ZenException(refused.Code, refused.Message, exception);
        }
        catch (HttpRequestException exception)
        {
            throw BrokenConnection.Describe(address, route, exception, isLogin: false, mayHaveHappened: false);
        }
    }

    /// <summary>Marks a request as a read although it uses POST: its parameters do not fit into an address.</summary>
    public static void MarkAsRead(HttpRequestMessage request) => request.Options.Set(ReadMark, true);

    public void Dispose()
    {
        http.Dispose();
        if (provenHttp.IsValueCreated)
        {
            provenHttp.Value.Dispose();
        }
    }

    private static bool IsRead(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Options.TryGetValue(ReadMark, out _);

    private static X509ChainPolicy Trusting(string file)
    {
        try
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy.CustomTrustStore.Count > 0
                ? policy
                : throw new ZenException(
                    ErrorCode.InvalidArgument, $"The file '{file}' does not contain a certificate in PEM format.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"The certificates in '{file}' cannot be read: {Sentence.End(exception.Message)}", exception);
        }
    }

    private HttpClient Create(bool needsProof)
    {
        var handler = route.CreateHandler(address, needsProof);
        handler.ConnectTimeout = ConnectTimeout;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        if (encryption is not null)
        {
            handler.SslOptions = encryption;
        }

        return new HttpClient(handler)
        {
            BaseAddress = address.Uri, Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private async Task<ServerResponse> SendAsync(
        HttpClient client, Func<HttpRequestMessage> create, bool isLogin, ResponseLimit answerLimit, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = create();
            var isRead = IsRead(request);
            TimeSpan pause;
            try
            {
                var response = await SendOnceAsync(client, request, isLogin, answerLimit, cancellationToken);
                if (attempt == Attempts || FindPause(response, isRead, attempt) is not { } asked)
                {
                    return response;
                }

                pause = asked;
            }
            catch (HttpRequestException exception) when (exception.InnerException is ZenException refused)
            {
                // The peer is not the expected server.
                throw new ZenException(refused.Code, refused.Message, exception);
            }
            catch (HttpRequestException exception) when (attempt < Attempts && BrokenConnection.MayTryAgain(exception, isRead))
            {
                pause = Backoff(attempt);
            }
            catch (HttpRequestException exception)
            {
                throw BrokenConnection.IsUntrusted(exception) && await PlainHttpProbe.AnswersAsync(address, route, cancellationToken)
                    ? PlainHttpProbe.Explain(address)
                    : BrokenConnection.Describe(address, route, exception, isLogin, mayHaveHappened: !isRead && !isLogin);
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private static TimeSpan Backoff(int attempt)
    {
        var longest = FirstPause * (1 << (attempt - 1));
        return longest / 2 + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)longest.TotalMilliseconds / 2 + 1));
    }

    private TimeSpan? FindPause(ServerResponse response, bool isRead, int attempt)
    {
        if (response.Status is not (429 or 503))
        {
            return null;
        }

        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => Within(delta),
            { Date: { } date } => Within(date - clock.GetUtcNow()),
            _ => isRead && response.Status == 503 ? Backoff(attempt) : null,
        };

        // All clients get the same delay; the jitter spreads their retries.
        TimeSpan? Within(TimeSpan asked) => asked > LongestPause ? null : (asked > TimeSpan.Zero ? asked : TimeSpan.Zero) + Backoff(1);
    }

    private async Task<ServerResponse> SendOnceAsync(
        HttpClient client, HttpRequestMessage request, bool isLogin, ResponseLimit answerLimit, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // The timeout applies to the complete response, however slowly it arrives.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ResponseBody.ReadAsync(response, answerLimit, either.Token);
            var answer = new ServerResponse((int)response.StatusCode, response.Headers, body)
            {
                IsRead = IsRead(request), Proxy = route.Proxy.Describe(address),
            };

            // A proxy's response says nothing about the server.
            if (answer.IsSuccess || answer.IsFromServer)
            {
                Extensions = answer.Extensions;
            }

            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unanswered($"The server {address} did not respond in time.", new TimeoutException());
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Unanswered($"The response of the server {address} is too long. Check that it is a ZenML server.", exception);
        }

        ZenException Unanswered(string reason, Exception cause) => isLogin || IsRead(request)
            ? new ZenException(ErrorCode.StoreUnavailable, reason)
            : BrokenConnection.OutcomeUnknown(reason, cause);
    }
}
