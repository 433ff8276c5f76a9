using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ZenML.Core.Querying;
using ZenML.Protocol.Envelopes;

namespace ZenML.Server.Http.Responses;

/// <summary>Writes answers: JSON, always with status 200.</summary>
internal static class JsonResponses
{
    /// <summary>The JSON literal <c>null</c>. Not to be changed.</summary>
    public static readonly byte[] Null = "null"u8.ToArray();

    /// <summary>Answers with a value.</summary>
    public static Task AnswerAsync<TValue>(this HttpContext http, TValue value, JsonTypeInfo<TValue> type) =>
        http.AnswerAsync(200, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Answers that it is done: the JSON literal <c>null</c>, since clients insist on a body.</summary>
    public static Task AnswerNullAsync(this HttpContext http) => http.AnswerAsync(200, Null);

    /// <summary>Answers with JSON that is written already.</summary>
    public static Task AnswerAsync(this HttpContext http, int status, ReadOnlyMemory<byte> json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;

        // What was done is answered also when the server stops meanwhile. A client that hung up is none of the answer's concern.
        return http.Response.Body.WriteAsync(json, CancellationToken.None).AsTask();
    }

    /// <summary>The envelope of a page.</summary>
    public static ResourcePage<TResource> ToWire<TItem, TResource>(this Page<TItem> page, Func<TItem, TResource> toWire) => new()
    {
        Index = page.Index,
        MaxSize = page.Size,
        TotalPages = page.TotalPages,
        Total = page.Total,
        Items = [.. page.Items.Select(toWire)],
    };
}
