using ZenML.Core.Errors;
using ZenML.Core.Idempotency;
using ZenML.Core.Persistence;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Extensions;
using ZenML.Server.Http;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Idempotency;

/// <summary>
/// Responds to a repeated change with the outcome of the first one that had the same idempotency key. Ignores requests without a
/// key, and anonymous requests, because keys belong to accounts.
/// </summary>
internal sealed class IdempotentChanges(RequestDelegate next, IDatabase database)
{
    /// <summary>Runs the rest of the pipeline.</summary>
    public Task InvokeAsync(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || !http.HasCaller()
            || !http.Request.Headers.ContainsKey(ExtensionPaths.IdempotencyKeyHeader)
            ? next(http)
            : RunOnceAsync(http);

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
            $"The {ExtensionPaths.IdempotencyKeyHeader} of this request was already used for a different request. Nothing was changed. "
            + $"Use a new key for each change.");
        failure.Headers[WireErrors.CodeHeader] = nameof(ErrorCode.InvalidArgument);
        return failure;
    }

    private async Task RunOnceAsync(HttpContext http)
    {
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
            // A repeated change may fail because of the first one: the resource is already deleted, or the name is taken.
            if (await TryFindAsync(request, http.RequestAborted) is not { } first)
            {
                throw;
            }

            await AnswerAsync(http, request, first);
        }
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
            // The first failure is more informative.
            return null;
        }
    }
}
