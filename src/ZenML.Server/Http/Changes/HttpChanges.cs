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
/// Makes changes and answers them. All that an answer needs is read, and the answer written, in the transaction of the
/// change: what can refuse comes before the commit, and after it nothing can turn a change that was made into an error.
/// </summary>
internal static class HttpChanges
{
    /// <summary>Makes a change that answers nothing but that it is done.</summary>
    public static async Task ChangeAsync(this HttpContext http, Func<IServerServices, Task> change)
    {
        // Whatever records a refusal or a failed attempt returns nothing but that it is done; a change returns what was changed.
        await change(http.GetServicesOver(http.GetChangingDatabase(result => result is bool ? null : JsonResponses.Null)));
        await http.AnswerNullAsync();
    }

    /// <summary>Deletes the resource that a part of the path names by its id.</summary>
    public static async Task DeleteAsync<TResource>(
        this HttpContext http, string part, Func<IServerServices, Id<TResource>, Task> delete)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<TResource>(part, mistakes);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(changing => delete(changing, id));
    }

    /// <summary>Makes a change and answers with what it returns.</summary>
    /// <param name="http">The request.</param>
    /// <param name="change">Makes the change with the services that it is given, in one transaction that returns the same.</param>
    /// <param name="toWire">What the change returns, as it travels.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="collect">Collects the accounts and workspaces that the answer nests.</param>
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

    /// <summary>Makes a change and writes its answer, but does not send it: for answers with more than a body.</summary>
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

    /// <summary>The database to make a change in. One that came with a key is remembered there with its answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="answerOf">The answer, given what a transaction returned; null for a transaction that is not the change.</param>
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
