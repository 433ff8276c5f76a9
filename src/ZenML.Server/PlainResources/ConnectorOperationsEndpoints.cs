using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.PlainResources;

/// <summary>
/// What clients ask of service connectors besides storing them. This server knows no types of connectors: clients use their own.
/// </summary>
internal static class ConnectorOperationsEndpoints
{
    private const string Types = "/service_connector_types";
    private const string IdPart = "service_connector_id";

    private static readonly string Collection = $"/{ServiceConnectors.Kind.Collection}";

    /// <summary>Adds the routes.</summary>
    public static void MapConnectorOperations(this IEndpointRouteBuilder api)
    {
        api.MapGet(Types, http => http.AnswerAsync(200, "[]"u8.ToArray()));
        api.MapGet(Types + "/{connector_type}", (HttpContext http) => throw new ZenException(
            ErrorCode.NotFound, $"This server knows no type of service connectors named '{http.PathText("connector_type")}'."));
        api.MapGet(ApiPaths.InWorkspace + Collection + "/resources", ListResourcesAsync);
        api.MapPost(Collection + ApiPaths.Verify, RefuseAsync);
        api.MapPut(Collection + $"/{{{IdPart}}}" + ApiPaths.Verify, RefuseOneAsync);
        api.MapGet(Collection + $"/{{{IdPart}}}/client", RefuseOneAsync);
    }

    /// <remarks>What a connector was registered with. Nothing is asked of the service itself.</remarks>
    private static async Task ListResourcesAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var list = new ListQuery { Size = QueryParser.MaximumSize, Workspace = (await http.FindWorkspaceAsync(http.GetServices())).Id };
        foreach (var filter in (string[])["connector_type", "resource_type", "resource_id"])
        {
            if (query.Text(filter) is { } value)
            {
                list[filter] = $"equals:{value}";
            }
        }

        var page = await http.GetServices().PlainResources(ServiceConnectors.Kind)
            .ListAsync(list, withDetails: false, http.RequestAborted);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var connector in page.Items)
            {
                Write(writer, connector);
            }

            writer.WriteEndArray();
        }

        await http.AnswerAsync(200, buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, PlainResource connector)
    {
        var values = connector.Kind.Fields.Zip(connector.Values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        using var types = JsonDocument.Parse(((OpaqueJson)values["resource_types"]!).Text);
        writer.WriteStartObject();
        writer.WriteString("id", connector.Id.Value);
        writer.WriteString("name", connector.Name);
        writer.WriteString("connector_type", (string?)values["connector_type"]);
        writer.WriteStartArray("resources");
        foreach (var type in types.RootElement.EnumerateArray())
        {
            writer.WriteStartObject();
            writer.WriteString("resource_type", type.GetString());
            if (values["resource_id"] is string id)
            {
                writer.WriteStartArray("resource_ids");
                writer.WriteStringValue(id);
                writer.WriteEndArray();
            }
            else
            {
                writer.WriteNull("resource_ids");
            }

            writer.WriteNull("error");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNull("error");
        writer.WriteEndObject();
    }

    private static async Task RefuseOneAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<PlainResource>(IdPart, mistakes);
        mistakes.ThrowIfAny();
        await http.GetServices().PlainResources(ServiceConnectors.Kind).GetAsync(id, withDetails: false, http.RequestAborted);
        await RefuseAsync(http);
    }

    private static Task RefuseAsync(HttpContext http) => throw HttpFailure.Named(
        501, ErrorClass.NotImplemented, "This server stores service connectors, but does not connect to services.");
}
