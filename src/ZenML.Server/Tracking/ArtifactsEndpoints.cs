using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Tracking;

/// <summary>Artifacts: section 13 of the contract.</summary>
internal static class ArtifactsEndpoints
{
    private const string IdPart = "artifact_id";

    private const string OneArtifact = $"{ApiPaths.Artifacts}/{{{IdPart}}}";

    private static readonly ResourceShape<Artifact, ArtifactResource> Shape = new()
    {
        ToWire = (artifact, _, hydrate) => artifact.ToWire(hydrate),
        Type = ContractsJson.Wire.ArtifactResource,
        PageType = ContractsJson.Wire.ResourcePageArtifactResource,
    };

    /// <summary>Adds the routes.</summary>
    public static void MapArtifacts(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Artifacts, ListAsync);
        api.MapPost(ApiPaths.Artifacts, CreateAsync);
        api.MapGet(OneArtifact, GetAsync);
        api.MapPut(OneArtifact, UpdateAsync);
        api.MapDelete(OneArtifact, DeleteAsync);
    }

    private static Task ListAsync(HttpContext http) => Shape.ListAsync(
        http,
        query => query.List(TrackingFields.Artifacts),
        (services, list, _) => services.Tracking.Artifacts.ListAsync(list, http.RequestAborted));

    private static Task GetAsync(HttpContext http) => Shape.GetAsync(
        http, IdPart, (services, id, _) => services.Tracking.Artifacts.GetAsync(id, http.RequestAborted));

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var artifact = new NewArtifact(
            body.RequiredText("name", TrackingRequests.ShortText), body.Boolean("has_custom_name") ?? false, body.TextList("tags"));
        mistakes.ThrowIfAny();
        await Shape.CreateAsync(http, changing => changing.Tracking.Artifacts.CreateAsync(artifact, http.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Artifact>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ArtifactUpdate
        {
            Name = body.Text("name", TrackingRequests.ShortText),
            HasCustomName = body.Boolean("has_custom_name"),
            AddTags = body.TextList("add_tags"),
            RemoveTags = body.TextList("remove_tags"),
        };
        mistakes.ThrowIfAny();
        await Shape.UpdateAsync(http, changing => changing.Tracking.Artifacts.UpdateAsync(id, update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<Artifact>(
        IdPart, (changing, id) => changing.Tracking.Artifacts.DeleteAsync(id, http.RequestAborted));
}
