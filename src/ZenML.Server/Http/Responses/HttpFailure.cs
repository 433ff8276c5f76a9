using System.Text.Encodings.Web;
using System.Text.Json;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Http.Responses;

/// <summary>Ends a request with an answer that is not 200. What it says is for the caller, and holds no value.</summary>
internal sealed class HttpFailure : Exception
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private HttpFailure(int status, string message, Action<Utf8JsonWriter> writeBody)
        : base(message)
    {
        Status = status;
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writeBody(writer);
        }

        Body = buffer.ToArray();
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The body, as JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Headers that belong to the answer.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Shape A: something refused while it was done, by the name of an exception.</summary>
    public static HttpFailure Named(int status, string errorClass, string message) => new(status, message, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("detail");
        writer.WriteStringValue(errorClass);
        writer.WriteStringValue(message);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Shape B: a failure of the protocol.</summary>
    public static HttpFailure Plain(int status, string detail) => new(status, detail, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("detail", detail);
        writer.WriteEndObject();
    });

    /// <summary>
    /// 400 for a request that is not valid HTTP, or that other programs could parse differently. Closes the connection, since
    /// the start of the next request is uncertain.
    /// </summary>
    public static HttpFailure BadRequest(string detail)
    {
        var failure = Plain(400, detail);
        failure.Headers["Connection"] = "close";
        return failure;
    }

    /// <summary>Shape C: wrong types in path, query or body. <see cref="RequestMistakes"/> makes the text.</summary>
    public static HttpFailure InvalidRequest(string text) => new(422, text, writer =>
    {
        writer.WriteStartArray();
        writer.WriteStringValue(ErrorClass.Value);
        writer.WriteStringValue(text);
        writer.WriteEndArray();
    });

    /// <summary>Shape D: filters or sorting that cannot be.</summary>
    /// <param name="mistakes">For each, where it lies below <c>query</c>, and what is wrong.</param>
    public static HttpFailure InvalidQuery(IReadOnlyList<(string[] Location, string Message)> mistakes) =>
        new(422, string.Join('\n', mistakes.Select(mistake => mistake.Message)), writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("detail");
            foreach (var (location, message) in mistakes)
            {
                writer.WriteStartObject();
                writer.WriteStartArray("loc");
                writer.WriteStringValue("query");
                foreach (var part in location)
                {
                    writer.WriteStringValue(part);
                }

                writer.WriteEndArray();
                writer.WriteString("msg", message);
                writer.WriteString("type", "value_error");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    /// <summary>Shape E: refusals of the device flow.</summary>
    public static HttpFailure Grant(string error, string description) => new(400, description, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", error);
        writer.WriteString("error_description", description);
        writer.WriteNull("error_uri");
        writer.WriteEndObject();
    });

    /// <summary>401 for a request without a good token.</summary>
    public static HttpFailure NotAuthenticated(string detail) => new(401, detail, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("detail", detail);
        writer.WriteEndObject();
    })
    {
        Headers = { ["WWW-Authenticate"] = "Bearer" },
    };
}
