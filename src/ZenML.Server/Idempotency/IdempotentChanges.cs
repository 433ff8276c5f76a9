using ZenML.Core.Errors;
using ZenML.Core.Idempotency;
using ZenML.Core.Persistence;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Extensions;
using ZenML.Server.Http;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Idempotency;

/// <summary>
/// Answers a change that comes with a key and was made before under that key with its first outcome. Requests without a key are none of its
/// concern, and neither are those of nobody known: keys belong to accounts.
/// </summary>
internal sealed class IdempotentChanges(RequestDelegate next, IDatabase database)
{
    /// <summary>Runs the rest of the pipeline.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || !http.HasCaller()
            || !http.Request.Headers.ContainsKey(ExtensionPaths.IdempotencyKeyHeader))
        {
            await next(http);
            return;
        }

        var request = await IdempotencyContext.ReadAsync(http);
        try
        {
            await next(http);
        }
        catch (RepeatedRequestException repeated)
        {
            await AnswerAsync(http, request, repeated.First);
        }
        catch (Exception exception) when (exception is ZenException or HttpFailure && !http.Response.HasStarted)
        {
            // It may have failed because it was made before: what it deletes is gone, the name that it gives is taken.
            if (await TryFindAsync(request, http.RequestAborted) is not { } first)
            {
                throw;
            }

            await AnswerAsync(http, request, first);
        }
    }

    private static async Task AnswerAsync(HttpContext http, IdempotencyContext request, IdempotentRequest first)
    {
        var outcome = new StoredResponse(first.Outcome);
        if (!outcome.IsOf(request))
        {
            throw Reused();
        }

        http.Response.Headers[ExtensionPaths.IdempotencyReplayedHeader] = "true";
        if (outcome.Json is { } json)
        {
            await http.AnswerAsync(200, json);
        }
        else
        {
            await http.GetEndpoint()!.Metadata.GetMetadata<ReplayByReading>()!.AnswerAsync(http, outcome.Resource);
        }
    }

    private static HttpFailure Reused()
    {
        var failure = HttpFailure.Named(
            422,
            ErrorClass.Value,
            $"The {ExtensionPaths.IdempotencyKeyHeader} of this request was used for another one. Nothing was changed. "
            + $"Give every change a key of its own.");
        failure.Headers[WireErrors.CodeHeader] = nameof(ErrorCode.InvalidArgument);
        return failure;
    }

    private async Task<IdempotentRequest?> TryFindAsync(IdempotencyContext request, CancellationToken cancellationToken)
    {
        try
        {
            return await database.ReadOneAsync(
                (unit, token) => unit.IdempotentRequests.FindAsync(request.User, request.Key, token), cancellationToken);
        }
        catch (ZenException)
        {
            // The first failure says more.
            return null;
        }
    }
}
