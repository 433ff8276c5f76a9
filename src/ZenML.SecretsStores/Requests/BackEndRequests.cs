using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Authentication;
using Polly;
using Polly.Retry;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.SecretsStores.Requests;

/// <summary>
/// Sends the requests of one back end over HTTP: within a rate, each with a deadline and a span, repeated while the back end is busy
/// and as its <c>Retry-After</c> says. Redirects are not followed, the size of answers is limited.
/// </summary>
public sealed class BackEndRequests : IDisposable
{
    // Beside those that the back end refused because of a rate: what failed three times in a row is told.
    private const int MostFailures = 3;

    private static readonly ResiliencePropertyKey<RequestTries> TriesKey = new("tries");

    private readonly string displayName;
    private readonly TimeProvider clock;
    private readonly BackEndRequestOptions options;
    private readonly HttpClient http;
    private readonly RequestGovernor governor;
    private readonly ResiliencePipeline<BackEndResponse> pipeline;

    /// <summary>Creates it.</summary>
    /// <param name="displayName">What the vendor calls the back end, for messages.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="options">Limits and the certificates that are trusted.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: the certificate authorities cannot be read.</exception>
    public BackEndRequests(string displayName, TimeProvider clock, BackEndRequestOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.displayName = displayName;
        this.clock = clock;
        this.options = options;
        http = new HttpClient(BackEndHandler.Create(options.CertificateAuthorities)) { Timeout = Timeout.InfiniteTimeSpan };
        governor = new RequestGovernor(options.RequestsPerSecond, clock);
        pipeline = new ResiliencePipelineBuilder<BackEndResponse> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<BackEndResponse>
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(5),
                UseJitter = true,
                ShouldHandle = arguments => new(ShouldRepeat(arguments.Outcome, GetTries(arguments.Context))),
                DelayGenerator = arguments => new(arguments.Outcome.Result?.FindRetryAfter(clock.GetUtcNow())),
            })
            .Build();
    }

    /// <summary>Sends a request and reads the answer, whatever its status.</summary>
    /// <param name="operation">What it does, in the vendor's words, for spans and metrics: "CreateSecret".</param>
    /// <param name="create">Creates the request, again for each try: signatures contain the time.</param>
    /// <param name="isRepeatable">Whether it can be sent again if it is not known whether the first one was carried out.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The last answer: also one that says that the back end is busy, if there was no time to try again.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: no answer.</exception>
    public async Task<BackEndResponse> SendAsync(
        string operation,
        Func<CancellationToken, ValueTask<HttpRequestMessage>> create,
        bool isRepeatable,
        CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        using var activity = BackEndTelemetry.Source.StartActivity($"{displayName} {operation}", ActivityKind.Client);
        using var deadline = new CancellationTokenSource(options.Deadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var tries = new RequestTries(start, isRepeatable);
        var context = ResilienceContextPool.Shared.Get(operation, both.Token);
        context.Properties.Set(TriesKey, tries);
        var outcome = "none";
        try
        {
            var response = await pipeline.ExecuteAsync(
                (resilience, state) => TryAsync(state.Create, state.Tries, resilience.CancellationToken),
                context,
                (Create: create, Tries: tries));
            outcome = Describe(response);
            return response;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An answer says more than that the time is over.
            if (tries.Last is { } last)
            {
                outcome = Describe(last);
                return last;
            }

            outcome = "timeout";
            var seconds = options.Deadline.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            throw Fail($"{displayName} did not answer within {seconds} seconds.", exception);
        }
        catch (TryTimeoutException exception)
        {
            outcome = "timeout";
            throw Fail($"{displayName} did not answer in time.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            outcome = "unreachable";
            throw Fail($"{displayName} cannot be reached: {Explain(exception)}", exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            activity?.SetTag("outcome", outcome);
            activity?.SetTag("tries", tries.Count);
            Measure(operation, outcome, tries.Count, clock.GetElapsedTime(start));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        http.Dispose();
        governor.Dispose();
    }

    private static RequestTries GetTries(ResilienceContext context) => context.Properties.GetValue(TriesKey, null!);

    private static string Describe(BackEndResponse response) => ((int)response.Status).ToString(CultureInfo.InvariantCulture);

    private static string Explain(Exception exception) =>
        exception.InnerException is AuthenticationException { InnerException: var inner } outer
        ? $"its certificate was not accepted. {Sentence.End((inner ?? outer).Message)}"
        : Sentence.End(exception.Message);

    private static ZenException Fail(string message, Exception cause) => new(ErrorCode.StoreUnavailable, message, cause);

    private bool ShouldRepeat(Outcome<BackEndResponse> outcome, RequestTries tries)
    {
        var timeLeft = options.Deadline - clock.GetElapsedTime(tries.Start);
        if (outcome.Result is not { } response)
        {
            // A connection that was never made carried nothing.
            return (tries.IsRepeatable || outcome.Exception is HttpRequestException
                { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError })
                && outcome.Exception is HttpRequestException or IOException
                && ++tries.Failures < MostFailures;
        }

        if (options.IsFinal(response))
        {
            return false;
        }

        if (IsBusy(response))
        {
            return (response.FindRetryAfter(clock.GetUtcNow()) ?? TimeSpan.Zero) < timeLeft;
        }

        return response.Status >= HttpStatusCode.InternalServerError && tries.IsRepeatable && ++tries.Failures < MostFailures;
    }

    private bool IsBusy(BackEndResponse response) =>
        response.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable || options.IsBusy(response);

    private async ValueTask<BackEndResponse> TryAsync(
        Func<CancellationToken, ValueTask<HttpRequestMessage>> create, RequestTries tries, CancellationToken cancellationToken)
    {
        if (governor.Pause > options.Deadline - clock.GetElapsedTime(tries.Start))
        {
            throw new ZenException(ErrorCode.StoreUnavailable, $"{displayName} limits the rate of requests. Try again later.")
            {
                RetryAfter = governor.Pause,
            };
        }

        await governor.WaitAsync(cancellationToken);
        tries.Count++;
        using var limit = new CancellationTokenSource(options.TryDeadline, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var request = await create(both.Token);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var answer = new BackEndResponse(
                response.StatusCode, response.Headers, await ReadAsync(response.Content, both.Token));
            tries.Last = answer;
            if (!options.IsFinal(answer) && IsBusy(answer) && answer.FindRetryAfter(clock.GetUtcNow()) is { } time)
            {
                governor.PauseFor(time);
            }

            return answer;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TryTimeoutException(exception);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int length; (length = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + length > options.MaximumResponseBytes)
            {
                throw new ZenException(ErrorCode.StoreUnavailable, string.Create(
                    CultureInfo.InvariantCulture, $"{displayName} answered with more than {options.MaximumResponseBytes} bytes."));
            }

            body.Write(buffer.AsSpan(0, length));
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private void Measure(string operation, string outcome, int count, TimeSpan time)
    {
        var tags = new TagList { { "store", displayName }, { "operation", operation }, { "outcome", outcome } };
        BackEndTelemetry.Requests.Record(time.TotalSeconds, tags);
        if (count > 1)
        {
            BackEndTelemetry.Repetitions.Add(count - 1, tags);
        }
    }
}
