using System.Net;
using System.Net.Http.Headers;
using ZenML.Cli.Commands.General;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Time;
using ZenML.Formats.Auditing;

namespace ZenML.Cli.Commands.Audit;

/// <summary>Sends records to an OpenTelemetry collector: OTLP/HTTP with JSON.</summary>
internal sealed class LogCollector : AuditSink
{
    private const string LogsPath = "/v1/logs";

    private const int RecordsPerRequest = 500;

    private const int MostAttempts = 5;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout,
    };

    private readonly Uri address;

    private readonly TimeProvider clock;

    /// <summary>Prepares a collector.</summary>
    /// <param name="text">Its address; without a path, that of OTLP is added.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="ZenException">The address is none.</exception>
    public LogCollector(string text, TimeProvider clock)
    {
        this.clock = clock;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0)
        {
            client.Dispose();
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The address of the collector is invalid. Use a form such as http://localhost:4318, without a user or a query.");
        }

        address = uri.AbsolutePath.EndsWith(LogsPath, StringComparison.Ordinal)
            ? uri
            : new Uri($"{uri.GetLeftPart(UriPartial.Path).TrimEnd('/')}{LogsPath}");
    }

    public override async Task WriteAsync(
        AuditChain chain, AuditSlice slice, Func<AuditRecord, bool> isWanted, CancellationToken cancellationToken)
    {
        foreach (var some in slice.Records.Where(isWanted).Chunk(RecordsPerRequest))
        {
            await SendAsync(OtlpLogs.Write(VersionCommand.Version, some), cancellationToken);
            Records += some.Length;
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(byte[] body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reason = "it does not respond";
            Exception? cause = null;
            try
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var response = await client.PostAsync(address, content, cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }

                reason = $"it responds with status {(int)response.StatusCode:D}";
                if (!IsTemporary(response.StatusCode))
                {
                    throw Failed(reason, null);
                }
            }
            catch (Exception exception) when (
                exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                cause = exception;
            }

            if (attempt == MostAttempts)
            {
                throw Failed(reason, cause);
            }

            await Task.Delay(Backoff.DelayAfter(attempt), clock, cancellationToken);
        }
    }

    private static bool IsTemporary(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private ZenException Failed(string reason, Exception? cause) => new(
        ErrorCode.StoreUnavailable,
        $"The collector {address.GetLeftPart(UriPartial.Path)} does not take the records: {reason:raw}. Records before this were sent.",
        cause);
}
