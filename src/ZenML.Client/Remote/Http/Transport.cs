using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZenML.Core.Errors;
using ZenML.Core;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Sends requests and gives whole answers back. It tries again what certainly was not done: a connection that did not come about, and what the server refused
/// for the moment (429, 503 with Retry-After); reads also after any broken connection. A write that may have happened is never sent twice.
/// </summary>
internal sealed class Transport : IDisposable
{
    private const int Attempts = 5;
    private const long LargestAnswer = 256L * 1024 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly ServerAddress address;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    /// <summary>Prepares connections; none is made yet.</summary>
    /// <param name="address">The server.</param>
    /// <param name="certificateAuthorities">A PEM file with the certificates that vouch for the server; null for those that the system trusts.</param>
    /// <param name="clock">What pauses and time limits are measured by.</param>
    public Transport(ServerAddress address, string? certificateAuthorities, TimeProvider clock)
    {
        this.address = address;
        this.clock = clock;
        var handler = new SocketsHttpHandler
        {
            // A redirect could lead a token or a value to someone else.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (certificateAuthorities is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trusting(certificateAuthorities) };
        }

        http = new HttpClient(handler) { BaseAddress = address.Uri, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
    }

    /// <summary>How long one answer may take.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Sends a request.</summary>
    /// <param name="create">Makes the request; called again for every attempt.</param>
    /// <param name="cancellationToken">Ends the waiting; a write may have happened all the same.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: no answer came, and nothing was
    /// changed. <see cref="ErrorCode.OutcomeUnknown"/>: no answer came to a change.</exception>
    public Task<ServerResponse> SendAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken) => SendAsync(create, isLogin: false, cancellationToken);

    /// <summary>Sends a login. It changes nothing, so whoever gets no answer need not look what became of it.</summary>
    /// <param name="create">Makes the request; called again for every attempt.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: no answer came.</exception>
    public Task<ServerResponse> SendLoginAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken) => SendAsync(create, isLogin: true, cancellationToken);

    private async Task<ServerResponse> SendAsync(Func<HttpRequestMessage> create, bool isLogin, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = create();
            var isRead = request.Method == HttpMethod.Get;
            TimeSpan pause;
            try
            {
                var response = await SendOnceAsync(request, isLogin, cancellationToken);
                if (attempt == Attempts || FindPause(response, isRead, attempt) is not { } asked)
                {
                    return response;
                }

                pause = asked;
            }
            catch (HttpRequestException exception) when (attempt < Attempts && (IsUnsent(exception) || (isRead && !IsUntrusted(exception))))
            {
                pause = Backoff(attempt);
            }
            catch (HttpRequestException exception)
            {
                throw IsUntrusted(exception) && await PlainHttpProbe.AnswersAsync(address, cancellationToken)
                    ? PlainHttpProbe.Explain(address)
                    : isRead || isLogin || IsUnsent(exception) || IsUntrusted(exception)
                        ? Unavailable(exception, isLogin)
                        : OutcomeUnknown($"The connection to the server {address} broke before it answered.");
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();

    private static X509ChainPolicy Trusting(string file)
    {
        try
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy.CustomTrustStore.Count > 0
                ? policy
                : throw new ZenException(ErrorCode.InvalidArgument, $"There is no certificate in '{file}'. It should have one or more in PEM form.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The certificates in '{file}' cannot be read: {Sentence.End(exception.Message)}", exception);
        }
    }

    /// <remarks>Reported before anything of the request was sent.</remarks>
    private static bool IsUnsent(HttpRequestException exception) => exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private static bool IsUntrusted(HttpRequestException exception) => exception.HttpRequestError == HttpRequestError.SecureConnectionError;

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

        // Everyone is told the same time; the jitter spreads them after it.
        TimeSpan? Within(TimeSpan asked) => asked > LongestPause ? null : (asked > TimeSpan.Zero ? asked : TimeSpan.Zero) + Backoff(1);
    }

    private async Task<ServerResponse> SendOnceAsync(HttpRequestMessage request, bool isLogin, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return new ServerResponse((int)response.StatusCode, response.Headers, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = $"The server {address} did not answer in time.";
            throw isLogin || request.Method == HttpMethod.Get ? new ZenException(ErrorCode.StoreUnavailable, late) : OutcomeUnknown(late);
        }
    }

    private static ZenException OutcomeUnknown(string reason) =>
        new(ErrorCode.OutcomeUnknown, $"{reason} Whether the change was made is not known: look before you try again.");

    private ZenException Unavailable(HttpRequestException exception, bool isLogin) => new(
        ErrorCode.StoreUnavailable,
        (IsUntrusted(exception), IsUnsent(exception), isLogin) switch
        {
            (true, _, _) =>
                $"No trusted connection to the server {address} could be made: "
                + $"{Sentence.End(exception.InnerException?.Message ?? exception.Message)} "
                + "If its certificate comes from an authority of your own, name that: zenml connect --ca-file FILE",
            (_, true, _) =>
                $"The server {address} cannot be reached: {Sentence.End(exception.Message)} "
                + "To work with the local store instead: zenml disconnect",
            (_, _, true) when address.Uri.Scheme == Uri.UriSchemeHttp =>
                $"The connection to the server {address} broke before it answered. Nobody was logged in. Does the server speak https? Then its address begins with https.",
            (_, _, true) => $"The connection to the server {address} broke before it answered. Nobody was logged in.",
            _ => $"The connection to the server {address} broke before it answered.",
        });
}
