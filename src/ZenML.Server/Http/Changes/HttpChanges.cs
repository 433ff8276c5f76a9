using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ZenML.Core;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Idempotency;

namespace ZenML.Server.Http.Changes;

/// <summary>
/// Makes changes and sends their responses. The response is read and serialized in the transaction of the change: everything
/// that can fail happens before the commit, so that no error is sent for a change that was made.
/// </summary>
internal static class HttpChanges
{
    /// <summary>Makes a change and responds with null.</summary>
    public static async Task ChangeAsync(this HttpContext http, Func<IServerServices, Task> change)
    {
        // Transactions that record rejections or failed attempts return true; a change returns the changed resource.
        await change(http.GetServicesOver(http.GetChangingDatabase(result => result is bool ? null : JsonResponses.Null)));
        await http.AnswerNullAsync();
    }

    /// <summary>
    /// Runs something that changes nothing but the audit log, and whose response is not JSON. A repeated request runs it again, whatever
    /// its idempotency key.
    /// </summary>
    public static Task<TResult> RecordAsync<TResult>(this HttpContext http, Func<IServerServices, Task<TResult>> run) =>
        run(http.GetServicesOver(http.GetDatabase()));

    /// <summary>Deletes the resource that a part of the path names by its id.</summary>
    public static async Task DeleteAsync<TResource>(
        this HttpContext http, string part, Func<IServerServices, Id<TResource>, Task> delete)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<TResource>(part, mistakes);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(changing => delete(changing, id));
    }

    /// <summary>Makes a change and responds with its result.</summary>
    /// <param name="http">The request.</param>
    /// <param name="change">Makes the change with the given services, in one transaction that returns the same result.</param>
    /// <param name="toWire">Converts the result to its wire form.</param>
    /// <param name="type">How to serialize the wire form.</param>
    /// <param name="collect">Collects the accounts and workspaces that the response nests.</param>
    public static async Task ChangeAsync<TResult, TWire>(
        this HttpContext http,
        Func<IServerServices, Task<TResult>> change,
        Func<TResult, NamedLoader, TWire> toWire,
        JsonTypeInfo<TWire> type,
        Action<NamedLoader, TResult>? collect = null)
    {
        var (_, json) = await http.PrepareChangeAsync(
            change, (result, named) => JsonSerializer.SerializeToUtf8Bytes(toWire(result, named), type), collect);
        await http.AnswerAsync(200, json);
    }

    /// <summary>Makes a change and serializes its response without sending it, for responses that need headers.</summary>
    public static async Task<(TResult Result, ReadOnlyMemory<byte> Json)> PrepareChangeAsync<TResult>(
        this HttpContext http,
        Func<IServerServices, Task<TResult>> change,
        Func<TResult, NamedLoader, byte[]> write,
        Action<NamedLoader, TResult>? collect = null)
    {
        var answer = new ChangeResponse<TResult>(http, collect, write);
        var result = await change(
            http.GetServicesOver(new RespondingDatabase(http.GetChangingDatabase(answer.FindPrepared), answer.PrepareAsync)));
        return (result, await answer.FinishAsync(result));
    }

    /// <summary>Returns the database for a change. It stores a change that has an idempotency key, with its response.</summary>
    /// <param name="http">The request.</param>
    /// <param name="answerOf">Returns the response for a transaction's result; null for a transaction that is not the change.</param>
    private static IDatabase GetChangingDatabase(this HttpContext http, Func<object?, byte[]?> answerOf)
    {
        var database = http.GetDatabase();
        if (IdempotencyContext.Of(http) is not { } request)
        {
            return database;
        }

        return new RememberingDatabase(database, request, http.RequestServices.GetRequiredService<TimeProvider>(), OutcomeOf);

        byte[]? OutcomeOf(object? result) => answerOf(result) is not { } json
            ? null
            : http.GetEndpoint()?.Metadata.GetMetadata<ReplayByReading>() is { } reread
                ? StoredResponse.WithResource(request, reread.IdOf(result!))
                : StoredResponse.WithAnswer(request, json);
    }
}
