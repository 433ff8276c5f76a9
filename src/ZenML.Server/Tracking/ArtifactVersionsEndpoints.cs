using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Tracking;

/// <summary>Versions of artifacts: section 13 of the contract.</summary>
internal static class ArtifactVersionsEndpoints
{
    private const string IdPart = "artifact_version_id";

    private const string OneVersion = $"{ApiPaths.ArtifactVersions}/{{{IdPart}}}";

    private static readonly string[] Types =
    [
        "DataAnalysisArtifact", "DataArtifact", "ModelArtifact", "SchemaArtifact", "ServiceArtifact", "StatisticsArtifact", "BaseArtifact",
    ];

    private static readonly string[] VisualizationTypes = ["csv", "html", "image", "markdown"];

    private static readonly ResourceShape<ArtifactVersion, ArtifactVersionResource> Shape = new()
    {
        ToWire = (version, named, hydrate) => version.ToWire(named, hydrate),
        Type = ContractsJson.Wire.ArtifactVersionResource,
        PageType = ContractsJson.Wire.ResourcePageArtifactVersionResource,
        Collect = TrackingNames.Add,
    };

    /// <summary>Adds the routes.</summary>
    public static void MapArtifactVersions(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.ArtifactVersions, ListAsync);
        api.MapPost(ApiPaths.ArtifactVersions, CreateAsync);
        api.MapGet(OneVersion, GetAsync);
        api.MapPut(OneVersion, UpdateAsync);
        api.MapDelete(OneVersion, DeleteAsync);
        api.MapGet(OneVersion + ApiPaths.Visualize, VisualizeAsync);

        // The Python client leaves the slash out; the server of ZenML wants it.
        api.MapDelete(ApiPaths.ArtifactVersions, DeleteUnusedAsync).WithMetadata(TrailingSlash.Instance);
    }

    private static Task ListAsync(HttpContext http)
    {
        var onlyUnused = false;
        return Shape.ListAsync(
            http,
            query =>
            {
                onlyUnused = query.Boolean("only_unused", otherwise: false);
                return query.List(TrackingFields.ArtifactVersions);
            },
            (services, list, hydrate) => services.Tracking.ArtifactVersions.ListAsync(list, onlyUnused, hydrate, http.RequestAborted));
    }

    private static Task GetAsync(HttpContext http) => Shape.GetAsync(
        http, IdPart, (services, id, _) => services.Tracking.ArtifactVersions.GetAsync(id, http.RequestAborted));

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var version = new NewArtifactVersion
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Artifact = body.RequiredId<Artifact>("artifact_id"),
            Version = body.RequiredText("version", TrackingRequests.ShortText),
            HasCustomName = body.Boolean("has_custom_name") ?? false,
            Type = body.Require("type") ? body.Choice("type", Types) ?? "" : "",
            ArtifactStore = body.Id<Component>("artifact_store_id"),
            Uri = body.RequiredText("uri", TrackingRequests.LongText),
            Materializer = body.RequiredSource("materializer"),
            DataType = body.RequiredSource("data_type"),
            Tags = body.TextList("tags"),
            Visualizations =
            [
                .. body.InnerList("visualizations").Select(visualization => (
                    visualization.Require("type") ? visualization.Choice("type", VisualizationTypes) ?? "" : "",
                    visualization.RequiredText("uri", TrackingRequests.LongText))),
            ],
        };
        mistakes.ThrowIfAny();
        await Shape.CreateAsync(http, changing => changing.Tracking.ArtifactVersions.CreateAsync(version, http.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<ArtifactVersion>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        body.Text("name");
        var (add, remove) = (body.TextList("add_tags"), body.TextList("remove_tags"));
        mistakes.ThrowIfAny();
        await Shape.UpdateAsync(
            http, changing => changing.Tracking.ArtifactVersions.UpdateTagsAsync(id, add, remove, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<ArtifactVersion>(
        IdPart, (changing, id) => changing.Tracking.ArtifactVersions.DeleteAsync(id, http.RequestAborted));

    private static async Task DeleteUnusedAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var keepArtifacts = new RequestQuery(http, mistakes).Boolean("only_versions", otherwise: true);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(changing => changing.Tracking.ArtifactVersions.DeleteUnusedAsync(keepArtifacts, http.RequestAborted));
    }

    /// <remarks>Visualizations are files of the artifact store, which this server never reads.</remarks>
    private static async Task VisualizeAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<ArtifactVersion>(IdPart, mistakes);
        var index = new RequestQuery(http, mistakes).Integer("index", int.MinValue) ?? 0;
        mistakes.ThrowIfAny();
        var version = await http.GetServices().Tracking.ArtifactVersions.GetAsync(id, http.RequestAborted);
        var reason = version.Visualizations.Count == 0 ? $"The artifact version {id} has no visualizations."
            : index < 0 || index >= version.Visualizations.Count ? $"The artifact version {id} has no visualization {index}."
            : "This server does not read artifact stores. Open the visualization at its `uri`.";
        throw HttpFailure.Named(404, ErrorClass.DoesNotExist, reason);
    }
}
