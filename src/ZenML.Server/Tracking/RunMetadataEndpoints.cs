using ZenML.Core.Runs;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Tracking;

/// <summary>Metadata of runs, steps, artifact versions and model versions: section 13 of the contract.</summary>
internal static class RunMetadataEndpoints
{
    private static readonly HashSet<string> Types =
        ["str", "int", "float", "bool", "list", "dict", "tuple", "set", "Uri", "Path", "DType", "StorageSize"];

    private static readonly ResourceShape<RunMetadata, RunMetadataResource> Shape = new()
    {
        ToWire = (entry, named, hydrate) => entry.ToWire(named, hydrate),
        Type = ContractsJson.Wire.RunMetadataResource,
        PageType = ContractsJson.Wire.ResourcePageRunMetadataResource,
        Collect = TrackingNames.Add,
        IsHydratedByDefault = false,
    };

    /// <summary>Adds the routes.</summary>
    public static void MapRunMetadata(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.RunMetadata, ListAsync);
        api.MapGet(ApiPaths.RunMetadata + "/{run_metadata_id}", GetAsync);
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.RunMetadata, CreateAsync);
    }

    private static Task ListAsync(HttpContext http) => Shape.ListAsync(
        http,
        query =>
        {
            query.Choice("resource_type", MetadataSubjects.Words);
            return query.List(TrackingFields.Metadata);
        },
        (services, list, _) => services.Tracking.Metadata.ListAsync(list, http.RequestAborted));

    private static Task GetAsync(HttpContext http) => Shape.GetAsync(
        http, "run_metadata_id", (services, id, _) => services.Tracking.Metadata.GetAsync(id, http.RequestAborted));

    /// <remarks>The response is an array of the entries, in the order of the request.</remarks>
    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var subject = body.Require("resource_type") ? body.Choice("resource_type", MetadataSubjects.Words) : null;
        var metadata = new NewRunMetadata
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Subject = MetadataSubjects.TryParse(subject, out var known) ? known : default,
            SubjectId = body.RequiredId<RunMetadata>("resource_id").Value,
            StackComponent = body.Id<Component>("stack_component_id"),
            Entries = ReadEntries(body),
        };
        mistakes.ThrowIfAny();
        await http.EnsureWorkspaceAsync(metadata.Workspace);
        await http.ChangeAsync(
            changing => changing.Tracking.Metadata.CreateAsync(metadata, http.RequestAborted),
            (created, named) => [.. created.Select(entry => entry.ToWire(named, hydrate: true))],
            ContractsJson.Wire.IReadOnlyListRunMetadataResource,
            (named, created) => named.AddAll(created, TrackingNames.Add));
    }

    private static List<(string Key, OpaqueJson Value, string Type)> ReadEntries(RequestBody body)
    {
        var (values, types) = (body.RequiredMap("values"), body.RequiredMap("types"));
        var entries = new List<(string, OpaqueJson, string)>();
        foreach (var (key, value) in values)
        {
            if (key.Length > TrackingRequests.ShortText)
            {
                body.Report(
                    "values",
                    $"ensure that keys have at most {TrackingRequests.ShortText} characters (type=value_error.any_str.max_length)");
            }
            else if (value is ConfigurationNull)
            {
                body.Report("values", "none is not an allowed value (type=type_error.none.not_allowed)");
            }
            else if (types.TryGetValue(key, out var type) && type is ConfigurationText word && Types.Contains(word.Text))
            {
                entries.Add((key, TrackingRequests.ToDocument(value), word.Text));
            }
            else
            {
                body.Report("types", $"every value needs a type; permitted: {string.Join(", ", Types)} (type=type_error.enum)");
            }
        }

        return entries;
    }
}
