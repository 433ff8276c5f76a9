using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using ZenML.Server.Health;

namespace ZenML.Server.OpenApi;

/// <summary>Describes every route of the server, from the table that also routes requests.</summary>
internal static partial class OpenApiDocument
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>Writes the document.</summary>
    public static byte[] Write(IEnumerable<Endpoint> endpoints)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("openapi", "3.1.0");
            writer.WriteStartObject("info");
            writer.WriteString("title", "ZenML for .NET");
            writer.WriteString("version", HealthEndpoints.ApiVersion);
            writer.WriteEndObject();
            writer.WriteStartObject("paths");
            var paths = endpoints.OfType<RouteEndpoint>().GroupBy(endpoint => endpoint.RoutePattern.RawText!, StringComparer.Ordinal);
            foreach (var path in paths.OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                // A parameter that takes the rest of a path is an ordinary one here.
                writer.WriteStartObject(path.Key.Replace("{**", "{", StringComparison.Ordinal));
                var operations = path.SelectMany(Operations).OrderBy(operation => operation.Method, StringComparer.Ordinal);
                foreach (var (method, endpoint) in operations)
                {
                    WriteOperation(writer, path.Key, method, endpoint);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            WriteComponents(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static IEnumerable<(string Method, RouteEndpoint Endpoint)> Operations(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (method, endpoint));

    private static void WriteOperation(Utf8JsonWriter writer, string path, string method, RouteEndpoint endpoint)
    {
        var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        writer.WriteStartObject(method.ToLowerInvariant());
        writer.WriteString("operationId", $"{method.ToLowerInvariant()}_{Separators().Replace(path, "_").Trim('_')}");
        if (endpoint.RoutePattern.Parameters.Count > 0)
        {
            writer.WriteStartArray("parameters");
            foreach (var parameter in endpoint.RoutePattern.Parameters)
            {
                writer.WriteStartObject();
                writer.WriteString("name", parameter.Name);
                writer.WriteString("in", "path");
                writer.WriteBoolean("required", true);
                writer.WriteStartObject("schema");
                writer.WriteString("type", "string");
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        WriteResponses(writer, isOpen);
        if (!isOpen)
        {
            writer.WriteStartArray("security");
            writer.WriteStartObject();
            writer.WriteStartArray("bearer");
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteResponses(Utf8JsonWriter writer, bool isOpen)
    {
        writer.WriteStartObject("responses");
        WriteResponse("200", "Success. The body is JSON, possibly null.");
        if (!isOpen)
        {
            WriteResponse("401", "The token is missing or invalid.");
        }

        WriteResponse("422", "The request is invalid.");
        writer.WriteEndObject();

        void WriteResponse(string status, string description)
        {
            writer.WriteStartObject(status);
            writer.WriteString("description", description);
            writer.WriteEndObject();
        }
    }

    private static void WriteComponents(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("components");
        writer.WriteStartObject("securitySchemes");
        writer.WriteStartObject("bearer");
        writer.WriteString("type", "http");
        writer.WriteString("scheme", "bearer");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Separators();
}
