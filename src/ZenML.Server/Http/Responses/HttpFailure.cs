using System.Text.Encodings.Web;
using System.Text.Json;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Http.Responses;

/// <summary>Ends a request with an error response. Its message is for the caller and contains no values.</summary>
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

    /// <summary>The headers of the response.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>Creates shape A: a failed operation, with the name of an exception.</summary>
    public static HttpFailure Named(int status, string errorClass, string message) => new(status, message, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("detail");
        writer.WriteStringValue(errorClass);
        writer.WriteStringValue(message);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Creates shape B: a protocol error.</summary>
    public static HttpFailure Plain(int status, string detail) => new(status, detail, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("detail", detail);
        writer.WriteEndObject();
    });

    /// <summary>
    /// Creates status 400 for a request that is not valid HTTP or that other programs could parse differently. Closes the
    /// connection, because the start of the next request is uncertain.
    /// </summary>
    public static HttpFailure BadRequest(string detail)
    {
        var failure = Plain(400, detail);
        failure.Headers["Connection"] = "close";
        return failure;
    }

    /// <summary>Creates shape C: wrong types in the path, query or body. <see cref="RequestMistakes"/> formats the text.</summary>
    public static HttpFailure InvalidRequest(string text) => new(422, text, writer =>
    {
        writer.WriteStartArray();
        writer.WriteStringValue(ErrorClass.Value);
        writer.WriteStringValue(text);
        writer.WriteEndArray();
    });

    /// <summary>Creates shape D: invalid filters or sorting.</summary>
    /// <param name="mistakes">The location below <c>query</c> and the message of each mistake.</param>
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

    /// <summary>Creates shape E: errors of the device flow.</summary>
    public static HttpFailure Grant(string error, string description) => new(400, description, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", error);
        writer.WriteString("error_description", description);
        writer.WriteNull("error_uri");
        writer.WriteEndObject();
    });

    /// <summary>Creates status 401 for a request without a valid token.</summary>
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
