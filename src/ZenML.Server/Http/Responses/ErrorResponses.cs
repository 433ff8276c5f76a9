using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Connections;
using ZenML.Core.Errors;
using ZenML.Protocol.Errors;

namespace ZenML.Server.Http.Responses;

/// <summary>Converts exceptions to the contract's error responses. Logs unexpected exceptions by type and location, never with
/// their message, which may contain a value.</summary>
internal sealed partial class ErrorResponses(RequestDelegate next, ILogger<ErrorResponses> log)
{
    /// <summary>Runs the rest of the pipeline.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception) when (exception is ConnectionResetException or ConnectionAbortedException
            || (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested))
        {
            // The client has disconnected.
        }
        catch (Exception exception)
        {
            if (http.Response.HasStarted)
            {
                LogUnforeseen(exception.GetType().Name, exception.StackTrace);
                http.Abort();
                return;
            }

            await AnswerAsync(http, Describe(http, exception));
        }
    }

    private static async Task AnswerAsync(HttpContext http, HttpFailure failure)
    {
        foreach (var (name, value) in failure.Headers)
        {
            http.Response.Headers[name] = value;
        }

        await http.AnswerAsync(failure.Status, failure.Body);
    }

    private HttpFailure Describe(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case HttpFailure failure:
                return failure;
            case ZenException known:
                return Describe(http, known);
            case BadHttpRequestException { StatusCode: 400 }:
                return HttpFailure.BadRequest("The request is not valid HTTP.");
            case BadHttpRequestException bad:
                return HttpFailure.Plain(
                    bad.StatusCode, bad.StatusCode == 413 ? "The request is too large." : "The request is not valid HTTP.");
            default:
                LogUnforeseen(exception.GetType().Name, exception.StackTrace);
                return HttpFailure.Named(500, ErrorClass.Runtime, "Unexpected error. For details, see the server's log.");
        }
    }

    private HttpFailure Describe(HttpContext http, ZenException exception)
    {
        var (status, errorClass) = WireErrors.ToHttp(exception.Code);
        var isOfStore = status >= 500 && exception.Code is not (ErrorCode.ServerBusy or ErrorCode.StageTaken);
        if (isOfStore)
        {
            // Messages of our own exceptions name files and secrets, never values.
            LogStore(
                exception.Code,
                (exception.InnerException as ZenException ?? exception).Message,
                exception.InnerException?.GetType().Name);
        }

        var metadata = http.GetEndpoint()?.Metadata;
        var message = isOfStore && metadata?.GetMetadata<IAllowAnonymous>() is not null
            ? "The server cannot use its store at the moment. For the reason, see the server's log."
            : exception.Message;
        if (exception.Code == ErrorCode.AlreadyExists && metadata?.GetMetadata<ConflictClass>() is { } conflict)
        {
            errorClass = conflict.Name;
        }
        else if (exception.Code == ErrorCode.InvalidArgument && metadata?.GetMetadata<InvalidStatus>() is { } invalid)
        {
            status = invalid.Status;
        }

        var failure = exception.Code == ErrorCode.TooManyAttempts
            ? HttpFailure.Plain(status, message)
            : HttpFailure.Named(status, errorClass, message);
        if (exception.RetryAfter is { } wait)
        {
            failure.Headers["Retry-After"] = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        failure.Headers[WireErrors.CodeHeader] = exception.Code.ToString();
        return failure;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Unexpected error: {Type} {Trace}")]
    private partial void LogUnforeseen(string type, string? trace);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The store failed: {Code}: {Reason} ({Cause})")]
    private partial void LogStore(ErrorCode code, string reason, string? cause);
}
