using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ZenML.Core.Querying;
using ZenML.Protocol.Envelopes;

namespace ZenML.Server.Http.Responses;

/// <summary>Writes JSON responses.</summary>
internal static class JsonResponses
{
    /// <summary>The JSON literal <c>null</c>. Do not modify the array.</summary>
    public static readonly byte[] Null = "null"u8.ToArray();

    /// <summary>Responds with a value.</summary>
    public static Task AnswerAsync<TValue>(this HttpContext http, TValue value, JsonTypeInfo<TValue> type) =>
        http.AnswerAsync(200, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Responds with the JSON literal <c>null</c>, because clients require a body.</summary>
    public static Task AnswerNullAsync(this HttpContext http) => http.AnswerAsync(200, Null);

    /// <summary>Responds with serialized JSON.</summary>
    public static Task AnswerAsync(this HttpContext http, int status, ReadOnlyMemory<byte> json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;

        // Not cancelled when the server stops: the client must learn of a completed change.
        return http.Response.Body.WriteAsync(json, CancellationToken.None).AsTask();
    }

    /// <summary>Converts a page to its wire form.</summary>
    public static ResourcePage<TResource> ToWire<TItem, TResource>(this Page<TItem> page, Func<TItem, TResource> toWire) => new()
    {
        Index = page.Index,
        MaxSize = page.Size,
        TotalPages = page.TotalPages,
        Total = page.Total,
        Items = [.. page.Items.Select(toWire)],
    };
}
